"""A reading made by hand: what the views and the command are tested with, without a parser."""

from __future__ import annotations

import re
from typing import Any

from dragoman.reading import Reading
from dragoman.records import (
    Actor,
    Change,
    Check,
    Event,
    Fact,
    Figure,
    Place,
    Span,
    Statement,
    When,
    record_id,
)
from dragoman.text.document import Document

TEXT = """Brazil’s president to visit Norway next week

OSLO, May 14, 2024 (Fjord Wire) — Brazilian President Lucas Moura will visit Norway next
week, the two governments announced on Tuesday, months after Oslo lifted its ban on
Brazilian beef.

“We have waited long for this visit,” Norwegian Foreign Minister Ingrid Dahl, 52, told
reporters. “If the Senate delays the pact again, we would withdraw our offer of aid.”

Trade between the two countries reached $3.2bn in 2023, up 14 percent from a year
earlier, according to Statistics Norway. More than 120 firms, including 35 shipyards,
will send delegates to a forum in Bergen.

Brazil has not joined the sanctions that Western nations imposed on Russia in 2022, and
it condemned them in the United Nations, where it chairs a committee on the law of the
sea.
"""


def words(text: str, document: str = TEXT, **more: Any) -> dict[str, Any]:
    """`start`, `end` and `text` of some words of a document."""
    match = re.search(re.escape(text).replace(r"\ ", r"\s"), document)
    assert match is not None, text
    return {"start": match.start(), "end": match.end(), "text": match.group(), **more}


def span(text: str) -> Span:
    return Span(**words(text))


def actor(text: str, name: str, code: str | None = None, **more: Any) -> Actor:
    return Actor(name=name, code=code, **words(text), **more)


def event(text: str, name: str, **more: Any) -> Event:
    given = words(text)
    fields: dict[str, Any] = {"quad": 1, "score": 2.5, "status": "actual", "confidence": 0.8, "why": ("made by hand",)}
    return Event(
        id=record_id("event", "made", given["start"], given["end"], name),
        doc="made",
        event=name,
        **given,
        **{**fields, **more},
    )


BRAZIL = actor("Brazil", "Brazil", "BRA", sector="GOV")
NORWAY = actor("Norway", "Norway", "NOR")
MOURA = actor(
    "Brazilian President Lucas Moura",
    "Brazil",
    "BRA",
    sector="GOV",
    person="Lucas Moura",
    office="President of Brazil",
    wikidata="Q0",
)
DAHL = actor(
    "Norwegian Foreign Minister Ingrid Dahl",
    "Norway",
    "NOR",
    sector="GOV",
    person="Ingrid Dahl",
    office="foreign minister",
)
RUSSIA = actor("Russia", "Russia", "RUS")
WEST = actor("Western nations", "the West")

VISIT = event(
    "Brazilian President Lucas Moura will visit Norway next week",
    "CONSULT",
    mode="visit",
    cameo="042",
    score=4.0,
    status="planned",
    actor=(MOURA,),
    recipient=(NORWAY,),
    date=When(start="2024-05-20", end="2024-05-26", text="next week"),
    place=Place(
        name="Norway",
        country="NOR",
        lat=62.0,
        lon=10.0,
        geonameid=3144096,
        **{k: v for k, v in words("Norway").items() if k != "text"},
    ),
    context=("diplomatic",),
    mentions=(span("Brazil’s president to visit Norway next week"), span("this visit")),
    why=(
        "consult.visit: “visit” with an object",
        "status: “will” before the verb",
        "when.week: after the document date",
    ),
)
LIFTED = event(
    "Oslo lifted its ban on Brazilian beef",
    "CONCEDE",
    cameo="0841",
    score=4.5,
    actor=(NORWAY,),
    recipient=(BRAZIL,),
    status="historical",
)
WITHDRAW = event(
    "we would withdraw our offer of aid",
    "SANCTION",
    mode="withdraw",
    cameo="162",
    quad=4,
    score=-6.0,
    status="hypothetical",
    actor=(NORWAY,),
)
IMPOSED = event(
    "the sanctions that Western nations imposed on Russia in 2022",
    "SANCTION",
    mode="discontinue",
    cameo="163",
    quad=4,
    score=-6.0,
    actor=(WEST,),
    recipient=(RUSSIA,),
    date=When(start="2022", end="2022", text="in 2022"),
)
NOT_JOINED = event(
    "Brazil has not joined the sanctions",
    "SANCTION",
    cameo="163",
    quad=4,
    score=-6.0,
    status="negated",
    actor=(BRAZIL,),
)
CONDEMNED = event(
    "it condemned them",
    "ACCUSE",
    mode="disapprove",
    cameo="111",
    quad=3,
    score=-2.0,
    actor=(BRAZIL,),
    recipient=(WEST,),
    unresolved={"date": ("2022", "2023")},
)
WAITED = Statement(
    id="st_1",
    doc="made",
    speaker=DAHL,
    cue="told",
    content=span("We have waited long for this visit"),
    quoted="full",
    date=When(start="2024-05-14"),
    why=("said.cue: told", "said.quote: before the cue"),
    **words("“We have waited long for this visit,” Norwegian Foreign Minister Ingrid Dahl, 52, told reporters"),
)
TRADE = Figure(
    id="fg_1",
    doc="made",
    value=3.2e9,
    unit="USD",
    measure="trade between the two countries",
    of=(BRAZIL, NORWAY),
    period="2023",
    change=Change(percent=14.0, direction="up", baseline_period="2022"),
    source="Statistics Norway",
    why=("howmuch.money",),
    **words("Trade between the two countries reached $3.2bn in 2023, up 14 percent from a year earlier"),
)
FIRMS = Figure(
    id="fg_2",
    doc="made",
    value=120.0,
    qualifier="more than",
    unit="firm",
    why=("howmuch.count",),
    **words("More than 120 firms"),
)
YARDS = Figure(
    id="fg_3",
    doc="made",
    value=35.0,
    unit="shipyard",
    part_of="fg_2",
    status="planned",
    why=("howmuch.count",),
    **words("35 shipyards"),
)
OFFICE = Fact(
    id="fa_1",
    doc="made",
    subject="Lucas Moura",
    relation="office",
    object="President of Brazil",
    why=("who.apposition",),
    **words("Brazilian President Lucas Moura"),
)
AGE = Fact(
    id="fa_2",
    doc="made",
    subject="Ingrid Dahl",
    relation="age",
    object="52",
    date="2024",
    why=("facts.age",),
    **words("Ingrid Dahl, 52"),
)
IMPLIED = Check(
    id="ch_1", doc="made", check="change arithmetic", verdict="implies", computed="2.81 billion USD in 2022",
    records=("fg_1",),
    why=("3.2 / 1.14",), **words("$3.2bn in 2023, up 14 percent"),
)  # fmt: skip
WITHIN = Check(
    id="ch_2", doc="made", check="part within whole", verdict="consistent", computed="35 of more than 120",
    records=("fg_2", "fg_3"), why=("35 < 120",), **words("More than 120 firms, including 35 shipyards"),
)  # fmt: skip


def document(text: str = TEXT, **more: Any) -> Document:
    return Document(
        **{
            "id": "made",
            "text": text,
            "date": "2024-05-14",
            "date_source": "dateline",
            "title": "Brazil’s president to visit Norway next week",
            **more,
        }
    )


def reading(of: Document | None = None) -> Reading:
    """The reading of TEXT; the records are those of TEXT whatever the document."""
    return Reading(
        of or document(),
        [VISIT, LIFTED, WITHDRAW, NOT_JOINED, IMPOSED, CONDEMNED],
        [WAITED],
        [TRADE, FIRMS, YARDS],
        [OFFICE, AGE],
        [IMPLIED, WITHIN],
    )
