"""On which day it happened; the reports are of Tuesday, 14 May 2024 (Monday the 13th, Sunday the 12th)."""

from __future__ import annotations

import pytest

from dragoman.reader import Reader

READER = Reader()
DAY = "2024-05-14"


def _date(record: object) -> tuple[str | None, str | None] | None:
    when = getattr(record, "date", None)
    return (when.start, when.end) if when is not None else None


# A text, words of the event, its first day (and its last, where it is a span), None where the text gives none.
EVENTS = [
    # purpose, participle, joined verb: of the time of the verb that they hang on
    ("Envoys of Chad and Niger gathered in Tunis on Sunday to discuss the border.", "discuss", "2024-05-12"),
    ("Peru condemned the raid on Monday, accusing Bolivia of cowardice.", "accusing", "2024-05-13"),
    ("Poland's president flew to Kyiv on Sunday to meet Ukraine's prime minister.", "meet", "2024-05-12"),
    ("Kenya recalled its ambassador on Monday and expelled two Somali diplomats.", "expelled", "2024-05-13"),
    ("Kenya recalled its ambassador on Monday and later expelled two Somali diplomats.", "expelled", None),
    # of two times, the smaller in the larger; no day where only a clock is told; a source's day is not its matter's
    ("Poland's premier will visit Kenya next month, on June 2.", "visit", "2024-06-02"),
    ("Rebels shot a Chadian soldier at 2 a.m. (0100 GMT) on Friday.", "shot", "2024-05-10"),
    ("Rebels shot a Chadian soldier at 2 a.m. local time.", "shot", None),
    ("Syria attacks Lebanon, according to a tweet on Monday by an aide.", "attacks", None),
    ("Russia said on Monday its forces had captured a village in Ukraine over the weekend.", "captured",
     "2024-05-11..2024-05-12"),
    ("Kenya urged Chad on Monday to free a Kenyan envoy by June 3.", "urged", "2024-05-13"),
    ("Kenya urged Chad to free a Kenyan envoy by June 3.", "urged", None),
    ("Since taking office in 2022, Marcos has criticized China.", "criticized", None),
    # a date of a noun is not the verb's
    ("Serbia rejected yesterday's resolution of the Kosovo parliament.", "rejected", None),
    ("Hungary has criticized the June 3 agreement between Serbia and Kosovo.", "criticized", None),
    ("In Friday's attack, Sudanese rebels killed nine Chadian soldiers.", "killed", "2024-05-10"),
    # the date of another thing
    ("Italy's premier visited Libya for the first time since 2019.", "visited", None),
    ("Since then, Japan has criticized the plan of China twice.", "criticized", None),
    # an event noun has the time of what it did
    ("Denmark condemned the attacks on Ukraine that took place last week.", "attacks", None),
    ("In a statement issued on Sunday, Qatar condemned the raid on Gaza.", "condemned", "2024-05-12"),
    # spans and runs
    ("Russian forces attacked a Ukrainian base overnight, officials said on Tuesday.", "attacked",
     "2024-05-13..2024-05-14"),
    ("Greece and Turkey have negotiated over the past three years.", "negotiated", "2021..2024"),
    ("Farmers in Kenya protested against the government for a third straight day on Sunday.", "protested",
     "2024-05-10..2024-05-12"),
    ("Sunday was the fourth day in a row that Georgians protested in Tbilisi.", "protested", "2024-05-09..2024-05-12"),
    # a plan has not the day of its announcement
    ("Spain announced on Sunday that it would withdraw its troops from Mali.", "withdraw", None),
    ("Spain announced on Sunday that it would withdraw its troops from Mali on June 1.", "withdraw", "2024-06-01"),
    # the story goes on
    ("Turkish President Erdogan visited Togo on Sunday. He praised the Togolese government.", "praised",
     "2024-05-12"),
    ("Turkish President Erdogan visited Togo on Sunday. He had praised the Togolese government.", "praised",
     None),
    ("Turkish President Erdogan visited Togo on Sunday. He has often praised the Togolese government.", "praised",
     None),
    ("Turkish President Erdogan visited Togo on Sunday. He praised the Togolese government, which was elected in 2019.",
     "praised", "2024-05-12"),
    ("Turkish President Erdogan visited Togo on Sunday. In April, Ghana held a forum at which Erdogan criticized Chad.",
     "criticized", None),
    ("On Friday, Haitian police shot a French diplomat. He was meeting the Haitian premier.", "meeting", "2024-05-10"),
    ("The Iraqi parliament held a vote on the treaty on Sunday. The vote was boycotted by Kurdish lawmakers.",
     "boycotted", "2024-05-12"),
    ("Israel struck a Syrian base in an airstrike on Friday. Prices fell. Israel carried out the airstrike by night.",
     "carried out", "2024-05-10"),
    ("Thousands of Armenians protested in Yerevan on Sunday. Wheat was cheap. Rain fell. The sea was calm. "
     "The protesters clashed with police.", "clashed", "2024-05-12"),
    # counted from another happening
    ("Chad held a vote on Sunday. Niger expelled Chad's ambassador a day after the vote.", "expelled", "2024-05-13"),
    ("Niger's army staged a coup on April 29. Two days after the coup, Niger expelled the French ambassador.",
     "expelled", "2024-05-01"),
    ("The move comes a day after Iran launched missiles at Iraq.", "launched", "2024-05-13"),
    ("Egypt expelled three Turkish diplomats three weeks before the May 5 vote.", "expelled",
     "2024-04-08..2024-04-14"),
    ("Chad attacked Niger a day before Niger's president visited Togo on Sunday.", "attacked", "2024-05-11"),
    ("Chad attacked Niger a day after Niger's president visited Togo.", "attacked", None),
    ("On May 11, Chad expelled two envoys after Sudan bombed a Chadian market.", "bombed", "2024-05"),
    ("On May 2, Chad expelled two envoys after Sudan bombed a Chadian market.", "bombed", None),
    ("On May 11, Chad expelled two envoys. The plan was made after Sudan bombed a Chadian market.", "bombed", None),
    ("Hungarian leaders met Russian envoys in Moscow on Sunday. Polish officials criticized the Hungarian leaders.",
     "criticized", None),
    # a quotation has its own today
    ('"Chad attacked our embassy in Lagos yesterday," the Nigerian foreign minister said on Sunday.', "attacked",
     "2024-05-11"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "expected"), EVENTS)
def test_events_have_the_day_that_the_text_gives(text: str, words: str, expected: str | None) -> None:
    events = READER.read(text, date=DAY).events
    spans = [(e, s.text) for e in events for s in (e, *e.mentions)]
    found = next((e for e, span in spans if words in span), None)
    assert found is not None, [e.text for e in events]
    first, _, last = (expected or "").partition("..")
    assert _date(found) == ((first, last or None) if expected else None), found.why


STATEMENTS = [
    ("Ghana banned the film on Monday, with officials saying it was a security risk.", "saying", "2024-05-13"),
    ("On Monday, a union filed a motion claiming the decree was void.", "claiming", "2024-05-13"),
    ("Unions sued the ministry on Monday in a lawsuit over pay. The lawsuit claims that the decree is void.", "claims",
     "2024-05-13"),
    ("On Sunday, Chad's president denounced the accord in a statement. The statement also said that talks had failed.",
     "also said", "2024-05-12"),
    ("Turkish President Erdogan met Chilean envoys on Sunday. He also noted that the truce was holding.", "noted",
     "2024-05-12"),
    ("Peru's president met Chilean envoys on Sunday. Peru's economy minister noted that prices were falling.", "noted",
     None),
    ('Togo held a vote on the treaty on Sunday. "We respect today\'s vote," a Ghanaian spokesman said.', "respect",
     "2024-05-12"),
    ('"They must stop," Togo\'s president said, while addressing the press on Monday.', "must stop", "2024-05-13"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "expected"), STATEMENTS)
def test_statements_have_the_day_of_their_occasion(text: str, words: str, expected: str | None) -> None:
    statements = READER.read(text, date=DAY).statements
    found = next((s for s in statements if words in s.text), None)
    assert found is not None, [s.text for s in statements]
    assert (found.date.start if found.date else None) == expected, found.why


TOLD = [
    ("The regulator fined the bank on Friday. The fine was a record.", "fine", "2024-05-10"),
    ("Ferry sinks off Samos\n\nA ferry sank off Samos on Sunday, the coast guard said.", "sinks", "2024-05-12"),
    ("Ferry sinks off Samos\n\nA ferry had sunk there in 2011.", "sinks", None),
    ("Ferry sinks off Samos\nMay 14, 2024\n\nA ferry sank off Samos on Sunday.", "sinks", "2024-05-12"),
]


@pytest.mark.parametrize(("text", "word", "expected"), TOLD)
def test_a_thing_told_twice_has_one_date(text: str, word: str, expected: str | None) -> None:
    found = next(p for p in READER.predications(text, date=DAY) if p.text == word)
    assert (found.date.start if found.date else None) == expected, found.why
