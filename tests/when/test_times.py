"""Times in news sentences, with a parse; the reports are of Tuesday, 14 May 2024."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.knowledge.files import Library
from dragoman.parse.types import Parsed
from dragoman.when.find import TimeFinder
from dragoman.when.types import TimeMention

Parse = Callable[..., Parsed]


@pytest.fixture(scope="session")
def finder(library: Library) -> TimeFinder:
    return TimeFinder(library)


# A sentence, and its times as (words, value, first, last).
DATES = [
    ("The envoys met on 16 April 2024 in Oslo.", [("16 April 2024", "2024-04-16", "2024-04-16", "2024-04-16")]),
    ("The treaty of May 5, 1992, has lapsed.", [("May 5, 1992", "1992-05-05", "1992-05-05", "1992-05-05")]),
    ("Leaders will gather on May 16-17 in Rome.", [("May 16-17", "2024-05-16/2024-05-17", "2024-05-16", "2024-05-17")]),
    ("He died on December 27th.", [("December 27th", "2023-12-27", "2023-12-27", "2023-12-27")]),
    ("The border was closed on Feb. 28.", [("Feb. 28", "2024-02-28", "2024-02-28", "2024-02-28")]),
    ("The order is dated 2024-05-16.", [("2024-05-16", "2024-05-16", "2024-05-16", "2024-05-16")]),
    ("The form was signed on 12/03/2024.", [("12/03/2024", None, None, None)]),
    ("The form was signed on 25/03/2024.", [("25/03/2024", "2024-03-25", "2024-03-25", "2024-03-25")]),
    ("Profits rose in the year to March.", [("March", "2024-03", "2024-03", "2024-03")]),
    ("The May summit was cancelled.", [("May", "2024-05", "2024-05", "2024-05")]),
    ("They fled in the second half of April.", [("the second half of April", "2024-04", "2024-04", "2024-04")]),
    ("Fighting eased in mid-March.", [("mid-March", "2024-03", "2024-03", "2024-03")]),
    ("Ties were cut late last year.", [("late last year", "2023", "2023", "2023")]),
    ("Talks broke down in early 2019.", [("early 2019", "2019", "2019", "2019")]),
    ("He resigned earlier this month.", [("earlier this month", "2024-05", "2024-05", "2024-05")]),
    ("Wednesday, January 23, 2019", [("Wednesday, January 23, 2019", "2019-01-23", "2019-01-23", "2019-01-23")]),
    ("The minister arrived last week.", [("last week", "2024-W19", "2024-05-06", "2024-05-12")]),
    ("They divorced in the 1990s.", [("the 1990s", "199", "1990", "1999")]),
    ("Trade fell in the third quarter of last year.",
     [("the third quarter of last year", "2023-Q3", "2023-07", "2023-09")]),
    ("The poll was held in the summer of 2022.", [("the summer of 2022", "2022-SU", "2022-06", "2022-08")]),
    ("He governed from 2014 to 2016.", [("2014 to 2016", "2014/2016", "2014", "2016")]),
    ("It rained between May and July 2011.", [("May and July 2011", "2011-05/2011-07", "2011-05", "2011-07")]),
    ("The 2011-13 budget was cut.", [("2011-13", "2011/2013", "2011", "2013")]),
    ("Exports rose in the first three months of 2024.",
     [("the first three months of 2024", "2024-01/2024-03", "2024-01", "2024-03")]),
    ("The deal was struck on Christmas Eve.", [("Christmas Eve", "2023-12-24", "2023-12-24", "2023-12-24")]),
    ("Trade grew in the twenty-first century.", [("the twenty-first century", "20", "2000", "2099")]),
    ("He left on the twenty-first day of the month.",
     [("the twenty-first day of the month", "2024-05-21", "2024-05-21", "2024-05-21")]),
    ("They left in nineteen ninety-six.", [("nineteen ninety-six", "1996", "1996", "1996")]),
    ("The army has ruled since the 19th century.", [("the 19th century", "18", "1800", "1899")]),
    ("Growth slowed in fiscal year 2023.", [("fiscal year 2023", "FY2023", None, None)]),
    ("Enrolment fell in the 2022-23 school year.", [("the 2022-23 school year", "SY2023", None, None)]),
    ("The plan runs from 2014 to 2017.", [("2014 to 2017", "2014/2017", "2014", "2017")]),
    ("The budget of 2021 to 2027 is spent.", [("2021 to 2027", "2021/2027", "2021", "2027")]),
    ("Sales rose between March 2022 and now.",
     [("March 2022 and now", "2022-03/2024-05-14", "2022-03", "2024-05-14")]),
    ("Wages fell in 2017-Q1.", [("2017-Q1", "2017-Q1", "2017-01", "2017-03")]),
    ("The index of 2015-12 was revised.", [("2015-12", "2015-12", "2015-12", "2015-12")]),
    ("The roads were full over the Memorial Day weekend.",
     [("Memorial Day weekend", "2023-05-27/2023-05-29", "2023-05-27", "2023-05-29")]),
    ("He was born on May twenty-second, 1986.",
     [("May twenty-second, 1986", "1986-05-22", "1986-05-22", "1986-05-22")]),
    ("The dam was built in nineteen sixty-four.", [("nineteen sixty-four", "1964", "1964", "1964")]),
    ("They met in October two thousand and five.",
     [("October two thousand and five", "2005-10", "2005-10", "2005-10")]),
    ("The strike began on Friday the 3rd.", [("Friday the 3rd", "2024-05-03", "2024-05-03", "2024-05-03")]),
    ("Work must be done by end of year.", [("end of year", "2024", "2024", "2024")]),
    ("Envoys will meet this or next month.", [("this", "2024-05", "2024-05", "2024-05"),
                                              ("next month", "2024-06", "2024-06", "2024-06")]),
    ("Ministers will meet next Monday and Tuesday.", [("next Monday", "2024-05-20", "2024-05-20", "2024-05-20"),
                                                      ("Tuesday", "2024-05-21", "2024-05-21", "2024-05-21")]),
]  # fmt: skip

BY_TENSE = [
    ("The president spoke on Monday.", "Monday", "2024-05-13"),
    ("The president will speak on Monday.", "Monday", "2024-05-20"),
    ("The president spoke on Tuesday.", "Tuesday", "2024-05-14"),
    ("The court is expected to rule on Thursday.", "Thursday", "2024-05-16"),
    ("The talks are scheduled for Sunday.", "Sunday", "2024-05-19"),
    ("He said he would travel to Geneva on Friday.", "Friday", "2024-05-17"),
    ("The soldiers were forced to withdraw on Sunday.", "Sunday", "2024-05-12"),
    ("He was killed on Wednesday.", "Wednesday", "2024-05-08"),
    ("The ministry, according to a message on Monday by its spokesman, rejects the claim.", "Monday", "2024-05-13"),
    ("The court opens on Monday.", "Monday", "2024-05-20"),
    ("The council extended the mission until June.", "June", "2024-06"),
    ("The embassy closed in August.", "August", "2023-08"),
    ("The truce could last two years.", "two years", "P2Y"),
    ("The siege is expected to last up to six weeks.", "up to six weeks", "P6W"),
    ("The embassy will close in August.", "August", "2024-08"),
    ("The pact was signed in May.", "May", "2024-05"),
    ("The vote is due on June 3.", "June 3", "2024-06-03"),
    ("The deadline of June 3 was set by the court.", "June 3", "2024-06-03"),
    ("The talks will resume next Friday.", "next Friday", "2024-05-24"),
    ("The talks ended last Friday.", "last Friday", "2024-05-10"),
    ("The war began last April.", "last April", "2024-04"),
    ("They will meet this coming Friday.", "this coming Friday", "2024-05-17"),
    ("He arrived yesterday.", "yesterday", "2024-05-13"),
    ("He leaves tomorrow.", "tomorrow", "2024-05-15"),
    ("The trial is to resume a week from Monday.", "a week from Monday", "2024-W22"),
    ("He left three years ago.", "three years ago", "2021"),
    ("He will leave in just over six months.", "just over six months", "2024-11"),
    ("They fled this week.", "this week", "2024-W20"),
    ("The pass was shut this past Wednesday.", "this past Wednesday", "2024-05-08"),
    ("Profits will fall in the coming quarter.", "the coming quarter", "2024-Q3"),
    ("Profits fell in the past quarter.", "the past quarter", "2024-Q1"),
    ("The festival will run from April to June.", "April to June", "2024-04/2024-06"),
    ("The fair will run from January to March.", "January to March", "2025-01/2025-03"),
    ("The index ended the week lower.", "the week", "2024-W20"),
    ("It opened a year and two months ago.", "a year and two months ago", "2023-03"),
]

UNCOUNTED = [
    ("The siege lasted for two weeks.", "two weeks", "duration", "P2W"),
    ("She won a six-year term.", "six-year", "duration", "P6Y"),
    ("Exports doubled over the past decade.", "the past decade", "duration", "P10Y"),
    ("It was the first visit in 20 years.", "20 years", "duration", "P20Y"),
    ("It will be her third visit in six months.", "six months", "duration", "P6M"),
    ("They talked for two and a half hours.", "two and a half hours", "duration", "PT2.5H"),
    ("They have waited for several months.", "several months", "duration", "PXM"),
    ("The decades-long dispute ended.", "decades-long", "duration", "PXY"),
    ("They meet every year.", "every year", "set", "P1Y"),
    ("The weekly briefing was cancelled.", "weekly", "set", "P1W"),
    ("The markets close on Sundays.", "Sundays", "set", "XXXX-WXX-7"),
    ("Trade brings in $2 billion a year.", "a year", "set", "P1Y"),
    ("He is currently in Cairo.", "currently", "date", "PRESENT_REF"),
    ("He recently visited Cairo.", "recently", "date", "PAST_REF"),
    ("A deal will be signed soon.", "soon", "date", "FUTURE_REF"),
    ("The blast happened at 6 p.m. on Monday.", "6 p.m. on Monday", "time", "2024-05-13T18:00"),
    ("The blast happened on Monday at 18:30 GMT.", "Monday at 18:30 GMT", "time", "2024-05-13T18:30Z"),
    ("The strike began Monday morning.", "Monday morning", "time", "2024-05-13TMO"),
    ("He spoke last night.", "last night", "time", "2024-05-13TNI"),
    ("Shops opened at 7 in the morning.", "7 in the morning", "time", "2024-05-14T07:00"),
    (
        "The sirens sounded at half past nine in the evening.",
        "half past nine in the evening",
        "time",
        "2024-05-14T21:30",
    ),
    (
        "The train left at a quarter to six in the morning.",
        "a quarter to six in the morning",
        "time",
        "2024-05-14T05:45",
    ),
    ("Polls close at 8 p.m. Eastern.", "8 p.m. Eastern", "time", "2024-05-14T20:00"),
    ("Shots were heard at 3 p.m. in Central Park.", "3 p.m.", "time", "2024-05-14T15:00"),
    (
        "Voting ran between 7:30 and 9 p.m. on Monday.",
        "7:30 and 9 p.m. on Monday",
        "time",
        "2024-05-13T19:30/2024-05-13T21:00",
    ),
    ("The road was shut from 10 a.m. to 2 p.m.", "10 a.m. to 2 p.m.", "time", "2024-05-14T10:00/2024-05-14T14:00"),
    ("The council meets every Monday at 9 a.m.", "every Monday at 9 a.m.", "set", "XXXX-WXX-1T09:00"),
    ("The boats sail twice a week.", "twice a week", "set", "P1W"),
    ("It rained all day.", "all day", "duration", "P1D"),
    ("They met for half an hour.", "half an hour", "duration", "PT30M"),
    ("They stayed for another week.", "another week", "duration", "P1W"),
    ("The unrest followed three nights of looting.", "three nights", "duration", "P3D"),
    ("It fell for a third straight day.", "a third straight day", "duration", "P3D"),
    ("It was the fifth night in a row.", "the fifth night in a row", "duration", "P5D"),
    ("The site is closed at this time.", "at this time", "date", "PRESENT_REF"),
]

# What looks like a time and is none.
NO_TIMES = [
    "Theresa May said she may march to the palace.",
    "May I ask the second question?",
    "The Sun sat on it.",
    "The fall of Kabul shook the region.",
    "The 42-year-old man was arrested.",
    "Security Council resolution 1701 was cited.",
    "About 2000 soldiers were moved.",
    "They paid $2010 for it.",
    "He reads the Sunday Times and the Daily Telegraph.",
    "The Arab Spring spread to Syria.",
    "Troops marched past the gate.",
    "The March for Life passed the court.",
    "The second man, 31, fled.",
    "The vote was 54-31.",
    "The bank is on Fifth Avenue.",
    "At the end of the day, nobody won.",
    "The engine is up to date.",
    "Call 138-2010-2015 for help.",
    "He teaches in the second school.",
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_dates(finder: TimeFinder, parse: Parse, text: str, expected: list[tuple[str, str | None, str, str]]) -> None:
    found = finder.find(parse(text)).mentions
    assert [(m.text, m.value, m.first, m.last) for m in found] == expected


@pytest.mark.parametrize(("text", "words", "value"), BY_TENSE)
def test_tense_decides(finder: TimeFinder, parse: Parse, text: str, words: str, value: str) -> None:
    assert [(m.text, m.value) for m in finder.find(parse(text)).mentions] == [(words, value)]


@pytest.mark.parametrize(("text", "words", "kind", "value"), UNCOUNTED)
def test_spans_sets_and_clocks(
    finder: TimeFinder, parse: Parse, text: str, words: str, kind: str, value: str
) -> None:  # fmt: skip
    assert [(m.text, m.kind, m.value) for m in finder.find(parse(text)).mentions] == [(words, kind, value)]


@pytest.mark.parametrize("text", NO_TIMES)
def test_no_times(finder: TimeFinder, parse: Parse, text: str) -> None:
    assert [m.text for m in finder.find(parse(text)).mentions] == []


STORIES = [
    ("The rebels took it on March 3, 2015. Two days earlier, they had shelled it.", "Two days earlier", "2015-03-01"),
    ("The king fled in July 1831. He returned on 5 September.", "5 September", "1831-09-05"),
    ("The law, passed in the summer of 1998, expires at the end of September.", "the end of September", "2024-09"),
    ("The king fled in July 1831. He returned in the same year.", "the same year", "1831"),
    ("Sales fell 3 percent in January from the same month a year earlier.", "the same month a year earlier", "2023-01"),
    ("The truce was agreed on 1 June 2020. Since then, it has held.", "then", "2020-06-01"),
    ("The ship sank on April 2, 2010. The next day, divers found it.", "The next day", "2010-04-03"),
    ("He was arrested two weeks after Christmas.", "two weeks after Christmas", "2024-W02"),
    ("Talks opened on March 4, 2019. Chad tore up the May 2, 2016 accord. The next day, envoys left.", "The next day",
     "2019-03-05"),
    ("He landed on March 4, 2019 and left on the 9th.", "the 9th", "2019-03-09"),
    ("The king fled in 1831. In the next year, he returned.", "the next year", "1832"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "value"), STORIES)
def test_dates_of_the_story(finder: TimeFinder, parse: Parse, text: str, words: str, value: str) -> None:
    found = {m.text: m for m in finder.find(parse(text)).mentions}
    assert found[words].value == value


@pytest.mark.parametrize("words", ["three years ago", "on Monday", "on May 3", "last week"])
def test_without_document_date_relative_dates_stay_unresolved(finder: TimeFinder, parse: Parse, words: str) -> None:
    (mention,) = finder.find(parse(f"He left {words}.", None)).mentions
    assert (mention.value, mention.first, mention.last) == (None, None, None)
    assert mention.why == ("when.relative: no document date",)


def test_nothing_is_counted_across_a_date_that_is_not_known(finder: TimeFinder, parse: Parse) -> None:
    found = finder.find(parse("He left on 3 May 2011. She came on Monday. The next day, both fled.", None)).mentions
    assert [m.value for m in found] == ["2011-05-03", None, None]


def test_without_document_date_absolute_dates_resolve(finder: TimeFinder, parse: Parse) -> None:
    found = finder.find(parse("He left on 3 May 2011 and died in June.", None)).mentions
    assert [(m.value, m.anchor) for m in found] == [("2011-05-03", "none"), ("2011-06", "text")]


REACHES = [
    ("Exports doubled over the past three years.", "P3Y", "2021", "2024"),
    ("Exports doubled over the last two decades.", "P20Y", "2004", "2024"),
    ("Exports fell in the last six months.", "P6M", "2023-11", "2024-05"),
    ("It rained for the past ten days.", "P10D", "2024-05-04", "2024-05-14"),
    ("Exports will grow over the next two years.", "P2Y", "2024", "2026"),
    ("Exports will grow over the next decade.", "P10Y", "2024", "2034"),
]


@pytest.mark.parametrize(("text", "value", "first", "last"), REACHES)
def test_spans_to_or_from_now_have_bounds(
    finder: TimeFinder, parse: Parse, text: str, value: str, first: str, last: str
) -> None:
    (mention,) = finder.find(parse(text)).mentions
    assert (mention.kind, mention.value, mention.first, mention.last) == ("duration", value, first, last)
    (undated,) = finder.find(parse(text, None)).mentions
    assert (undated.value, undated.first) == (value, None)


def test_a_document_date_that_is_none_is_no_date(finder: TimeFinder, parse: Parse) -> None:
    assert finder.find(parse("He left yesterday.", "14 May")).mentions[0].value is None


def test_impossible_days_stay_unresolved(finder: TimeFinder, parse: Parse) -> None:
    assert [m.value for m in finder.find(parse("It was on February 30, 2019.")).mentions] == [None]


def test_a_list_is_two_mentions_and_a_range_one(library: Library, finder: TimeFinder, parse: Parse) -> None:
    listed = finder.find(parse("They met on April 5 and 6.")).mentions
    assert [(m.text, m.value) for m in listed] == [("April 5", "2024-04-05"), ("6", "2024-04-06")]
    ends = TimeFinder(library, ranges=False).find(parse("They met from April 5 to May 2, 2019.")).mentions
    assert [(m.text, m.value) for m in ends] == [("April 5", "2019-04-05"), ("May 2, 2019", "2019-05-02")]


def test_mentions_are_the_words_of_the_document(finder: TimeFinder, parse: Parse) -> None:
    parsed = parse("\u201cNew Year\u2019s Day\u201d was quiet. The 2011\u201313 plan ended.")
    mentions = finder.find(parsed).mentions
    assert [m.text for m in mentions] == ["New Year\u2019s Day", "2011\u201313"]
    assert all(parsed.document.text[m.start : m.end] == m.text for m in mentions)


def test_the_token_governs_the_expression(finder: TimeFinder, parse: Parse) -> None:
    parsed = parse("The truce was agreed on Monday, May 13, 2024.")
    times = finder.find(parsed)
    mention: TimeMention = times.mentions[0]
    token = parsed.sentences[mention.sentence].tokens[mention.token]
    assert mention.start <= token.start < mention.end
    assert times.covering(token) is mention
