"""From sayings to statements: who the speakers are, when they spoke, how much is quoted."""

from __future__ import annotations

from dragoman.parse.types import Parsed, Token
from dragoman.records import Actor, Quoted, Span, Statement, When, record_id
from dragoman.said.clauses import core
from dragoman.said.quotes import Quotes
from dragoman.said.types import Saying
from dragoman.when.types import TimeMention, Times
from dragoman.who.types import Cast

_LEADING = frozenset({"DT", "PRP$", "PDT"})


def statements_of(
    parsed: Parsed, sayings: list[Saying], quotes: Quotes, cast: Cast, times: Times, documents: frozenset[str]
) -> list[Statement]:
    """One statement for each saying; two where both of two parties say it."""
    out: list[Statement] = []
    for saying in sayings:
        source = source_of(saying.speaker, documents)
        for actor in actors_of(parsed, cast, source):
            out.append(_statement(parsed, saying, quotes, cast, times, actor))
    return out


def source_of(token: Token, documents: frozenset[str]) -> Token:
    """Who speaks in a document: "a tweet by X", "X's statement", "a report released by X"; else the token itself."""
    if token.lemma not in documents:
        return token
    for child in token.children:
        if child.dep == "prep" and child.lower in ("by", "from") and (inner := child.child("pobj")):
            return inner
        if child.dep == "acl" and (agent := child.child("agent")) and (inner := agent.child("pobj")):
            return inner
        if child.dep == "poss" and child.tag != "PRP$":
            return child
    return token


def actors_of(parsed: Parsed, cast: Cast, token: Token) -> list[Actor]:
    """The actors that a speaker's phrase stands for: from the cast, else by its own words."""
    named = token.child("appos")
    for candidate in (named, token):
        if candidate is None:
            continue
        mention = cast.at(candidate)
        if mention is None or not mention.actors:
            continue
        if candidate is named and not (mention.kind == "person" and mention.actors[0].person):
            continue
        actors = list(mention.actors)
        if len(actors) == 2 and actors[0].code != actors[1].code:
            return actors
        return actors[:1]
    if named is not None and named.tag in ("NNP", "NNPS") and token.tag not in ("NNP", "NNPS"):
        token = named
    return [_by_words(parsed, token)]


def _by_words(parsed: Parsed, token: Token) -> Actor:
    words = core(token)
    start, end = words[0].start, words[-1].end
    first = next((w for w in words if w.tag not in _LEADING), words[0])
    if first.start > token.start:
        first = words[0]
    return Actor(
        name=" ".join(parsed.original(first.start, end).split()),
        text=parsed.original(start, end),
        start=start,
        end=end,
    )


def _statement(parsed: Parsed, saying: Saying, quotes: Quotes, cast: Cast, times: Times, actor: Actor) -> Statement:
    quoted = _quoted(parsed, saying, quotes)
    start, end = saying.content_start, saying.content_end
    if quoted == "partly":
        start, end = _with_marks(quotes, start, end)
    first, last = min(start, saying.cue_start), max(end, saying.cue_end)
    if actor.start >= 0 and saying.speaker.sentence is saying.head.sentence:
        words = core(saying.speaker)
        first, last = min(first, words[0].start), max(last, words[-1].end)
    for quote in saying.quotes:
        first, last = min(first, quote.start), max(last, quote.end)
    when = _date(saying, times)
    addressee = actors_of(parsed, cast, saying.addressee)[0] if saying.addressee is not None else None
    unresolved: dict[str, tuple[str, ...]] = {"date": (when.text,)} if when and when.first is None else {}
    doc = parsed.document.id
    return Statement(
        id=record_id("statement", doc, first, last, saying.cue, actor.name, start, end),
        doc=doc,
        start=first,
        end=last,
        text=parsed.original(first, last),
        why=tuple(saying.why),
        unresolved=unresolved,
        speaker=actor,
        cue=saying.cue,
        content=Span(start=start, end=end, text=parsed.original(start, end)),
        quoted=quoted,
        addressee=addressee,
        date=When(start=when.first, end=when.last, text=when.text) if when and when.first else None,
    )


def _with_marks(quotes: Quotes, start: int, end: int) -> tuple[int, int]:
    """A quotation inside the content keeps both its marks."""
    first, last = quotes.around(start), quotes.around(end)
    if first is not None and first.inner_start == start and first.end <= end:
        start = first.start
    if last is not None and last.inner_end <= end and last.start >= start:
        end = last.end
    return start, end


def _quoted(parsed: Parsed, saying: Saying, quotes: Quotes) -> Quoted:
    """Whether words of the content stand between quotation marks, outside them, or both."""
    inside = outside = False
    for start, end in saying.pieces:
        position = start
        while position < end and not (inside and outside):
            quote = quotes.around(position)
            stop = min(end, quote.end) if quote else end
            if quote is None and (following := quotes.first_from(position)) and following.start < end:
                stop = following.start
            if any(c.isalnum() for c in parsed.text[position:stop]):
                inside, outside = inside or quote is not None, outside or quote is None
            position = max(stop, position + 1)
    if not inside:
        return "no"
    return "partly" if outside else "full"


def _date(saying: Saying, times: Times) -> TimeMention | None:
    """The day that stands with the cue, outside what is said."""
    for mention in times.of_sentence(saying.head.sentence.index):
        if mention.kind not in ("date", "time") or any(s <= mention.start < e for s, e in saying.pieces):
            continue
        if mention.value is None and mention.first is None and mention.anchor != "document":
            continue
        if _belongs(mention, saying):
            return mention
    return None


def _belongs(mention: TimeMention, saying: Saying) -> bool:
    if saying.cue_end <= mention.start and mention.end <= saying.content_start and mention.start - saying.cue_end < 12:
        return True
    token = saying.head.sentence.tokens[mention.token]
    for ancestor in token.ancestors():
        if ancestor is saying.head:
            return True
        if ancestor.is_verb:
            return False
        if ancestor is saying.speaker:
            return True
    return False
