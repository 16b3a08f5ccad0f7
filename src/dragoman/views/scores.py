"""An evaluation as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.evaluation.types import NONE, Estimate, Evaluation, Score, TextErrors
from dragoman.views.wording import on_one_line

_LONGEST = 200
_LEVELS = {"type": "event", "actors": "event, both actors", "date": "event, both actors, day"}


def print_evaluation(found: Evaluation, console: Console) -> None:
    """Scores, F1 with its 95% interval, by event, the confusions, and the texts with the most errors."""
    console.print(Text(f"{found.texts:,} texts", style="bold"))
    for note in found.notes:
        console.print(Text(on_one_line(note), style="dim"))
    _print_scores("WHAT MUST AGREE", {_LEVELS[level]: score for level, score in found.levels.items()}, console)
    console.print(Text(f"macro F1 of events {_shown(found.macro_f1)}"))
    _print_scores("BY EVENT", found.events, console)
    _print_scores("BY EVENT, BOTH ACTORS RIGHT", found.events_with_actors, console)
    _print_confusion(found.confusion, console)
    if found.worst:
        _print_title("WORST TEXTS", console)
    for errors in found.worst:
        _print_errors(errors, console)


def _print_title(title: str, console: Console) -> None:
    console.print()
    console.print(Text(title, style="bold"))


def _print_scores(title: str, scores: Mapping[str, Score], console: Console) -> None:
    if not scores:
        return
    _print_title(title, console)
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("")
    for column in ("gold", "read", "right", "precision", "recall", "F1"):
        table.add_column(column, justify="right")
    for name, score in scores.items():
        counts = (str(score.gold), str(score.read), str(score.right))
        table.add_row(name, *counts, f"{score.precision.value:.2f}", f"{score.recall.value:.2f}", _shown(score.f1))
    console.print(table)


def _shown(estimate: Estimate) -> str:
    return f"{estimate.value:.2f} ({estimate.low:.2f}-{estimate.high:.2f})"


def _print_confusion(confusion: Mapping[str, Mapping[str, int]], console: Console) -> None:
    """A line for each gold event: what was read in its place, the most frequent first."""
    if not confusion:
        return
    _print_title("READ IN ITS PLACE", console)
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column("")
    table.add_column("")
    for gold in sorted(confusion, key=lambda event: (event == NONE, event)):
        row = sorted(confusion[gold].items(), key=lambda item: (-item[1], item[0]))
        table.add_row(gold, Text("  ".join(f"{event} {count}" for event, count in row)))
    console.print(table)


def _print_errors(errors: TextErrors, console: Console) -> None:
    words = on_one_line(errors.text)
    shortened = words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + " …"
    console.print(Text(on_one_line(errors.source), style="dim"))
    console.print(Padding(Text(shortened, style="italic"), (0, 0, 0, 2)))
    for event in errors.missed:
        console.print(Padding(Text(f"missed  {event}"), (0, 0, 0, 2)))
    for wrong in errors.wrong:
        console.print(Padding(Text(f"wrong   {wrong.event}"), (0, 0, 0, 2)))
        for reason in wrong.why:
            console.print(Padding(Text(on_one_line(reason), style="dim"), (0, 0, 0, 10)))
