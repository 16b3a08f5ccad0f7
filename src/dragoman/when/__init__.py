"""When things happen: the times of a report. `find_times` reads a text by itself, without a parser."""

from dragoman.when.find import find_times

__all__ = ["find_times"]
