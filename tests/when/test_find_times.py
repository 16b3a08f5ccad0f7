"""The room by itself: times in plain text, without a parser."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import find_times

DATE = "2024-05-14"

CASES = [
    ("They met on Monday and will meet on May 20.", [("Monday", "2024-05-13"), ("May 20", "2024-05-20")]),
    ("Polls opened at 7 a.m. Sunday.", [("7 a.m. Sunday", "2024-05-12T07:00")]),
    ("Voting ran from 3 to 5 p.m. on Sunday.", [("3 to 5 p.m. on Sunday", "2024-05-12T15:00/2024-05-12T17:00")]),
    ("In Dec. 2023 and Sept. 2021 it snowed.", [("Dec. 2023", "2023-12"), ("Sept. 2021", "2021-09")]),
    ("The meeting was moved from June 3 to June 10.", [("June 3", "2024-06-03"), ("June 10", "2024-06-10")]),
    ("The week of May 6 was calm.", [("The week of May 6", "2024-W19")]),
    ("He came on Monday of last week.", [("Monday of last week", "2024-05-06")]),
    ("It was the night of May 5.", [("the night of May 5", "2024-05-05TNI")]),
    ("Rome fell in 476 AD.", [("476 AD", "0476")]),
    ("Security Council Resolution 1973 was passed in 2011.", [("2011", "2011")]),
    ("Resolutions 1540 and 1673 cite Article 1904; Flight 1976 landed.", []),
    ("The 2016 rules and the Act of 1999 hold.", [("2016", "2016"), ("1999", "1999")]),
    ("On 9/11 the towers fell.", [("9/11", "2001-09-11")]),
    ("Three years ago today, the siege began.", [("Three years ago today", "2021-05-14")]),
    ("Ten years ago this month, the pact was signed.", [("Ten years ago this month", "2014-05")]),
    ("Polls open at 7 a.m. Sunday local time.", [("7 a.m. Sunday local time", "2024-05-12T07:00")]),
    ("Tanks came in the early hours of Thursday.", [("the early hours of Thursday", "2024-05-09TMO")]),
    ("The 2023/24 budget was cut.", [("2023/24", "2023/2024")]),
    ("He came in 2012. The following March, he fled.", [("2012", "2012"), ("The following March", "2013-03")]),
    ("They met on the 9th and 10th of May.", [("the 9th", "2024-05-09"), ("10th of May", "2024-05-10")]),
    ("They met four times in as many weeks.", []),
    ("Over the weekend, 20 died.", [("the weekend", "2024-W19-WE")]),
    ("The plane landed Monday night at 9.", [("Monday night at 9", "2024-05-13T21:00")]),
    ("Overnight, hail fell.", [("Overnight", "2024-05-13TNI")]),
    ("Hail fell overnight on Sunday.", [("overnight on Sunday", "2024-05-12TNI")]),
    ("An overnight train left; the overnight talks failed.", []),
    ("He will speak at 7 tonight.", [("7 tonight", "2024-05-14T19:00")]),
    ("On Monday at 7 sites, shots rang.", [("Monday", "2024-05-13")]),
    ("It fell on the last day of the month.", [("the last day of the month", "2024-05-31")]),
    ("The last Friday of the month was calm.", [("The last Friday of the month", "2024-05-31")]),
    ("The day after Christmas was calm.", [("The day after Christmas", "2023-12-26")]),
    ("The week before the vote was calm.", []),
    ("In the early sixties, the port grew.", [("the early sixties", "196")]),
    ("She is in her sixties.", []),
    ("Orthodox Easter was quiet.", [("Orthodox Easter", "2024-05-05")]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_times_of_plain_text(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(m.text, m.value) for m in find_times(text, DATE)] == expected


WORDS = st.sampled_from(
    "May 16 2024 , - to from the last next week of in 12/03/2024 '82 1990s two three and a half years ago Monday 24:00 "
    "6 p.m. every quarter first 99999999999999999999 0 31 February until between early mid - fall second - 13 billion "
    "decade BC fiscal 2024-02-30 Q3 morning then same day before after Christmas \u2019s \u00bd \u0663".split()
)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=14).map(" ".join), st.sampled_from([None, DATE, "0001-01-01", "9999-12-31"]))
def test_no_heap_of_time_words_breaks_it(text: str, date: str | None) -> None:
    for mention in find_times(text, date):
        assert mention.text == text[mention.start : mention.end]
        assert mention.why
        assert (mention.first is None) == (mention.last is None)
        if mention.first and mention.last:
            assert mention.first <= mention.last


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    for mention in find_times(text, DATE):
        assert mention.text == text[mention.start : mention.end]


def test_a_word_without_end_is_read() -> None:
    assert [m.value for m in find_times("1" * 200_000 + " on 3 May 2019", DATE)] == ["2019-05-03"]
