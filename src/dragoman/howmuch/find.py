"""Figures: numbers that mean something, each with what it counts."""

from __future__ import annotations

import re

from dragoman.howmuch.change import Changes, with_baseline
from dragoman.howmuch.draft import Draft, clause_verb, counted_noun, noun_words
from dragoman.howmuch.exclude import Context, why_no_figure
from dragoman.howmuch.quantities import QuantityReader
from dragoman.howmuch.resolve import actors, measure, period, source, status
from dragoman.knowledge.files import Library
from dragoman.parse.types import Parsed, Sentence
from dragoman.records import Actor, Figure, record_id
from dragoman.when.types import Times
from dragoman.who.types import Cast

_DIGIT = re.compile(r"[\d¼½¾⅓⅔⅛]|\b(?:than|over|least|under|about|around|nearly|almost|roughly) an? ")
_WINDOW = re.compile(
    r"(?:\s[\w-]+){0,2}?\s(?:in a row|since|this (?:week|month|year)"
    r"|(?:in|within) (?:just |only )?(?:over |under |about )?(?:\w+ )?(?:hour|day|week|month|year|decade)s?)\b"
)
_MEMORY = 40  # how many figures back one may refer
_PARTS = frozenset(("including", "among"))
_Mentions = dict[int, list[tuple[int, int, tuple[Actor, ...]]]]


class FigureFinder:
    """Finds the figures of a document."""

    def __init__(self, library: Library) -> None:
        self.reader = QuantityReader(library)
        self._context = Context(library)
        self._changes = Changes(library)

    def find(self, parsed: Parsed, times: Times, cast: Cast) -> list[Figure]:
        """The figures, in the order of the text."""
        mentions: _Mentions = {}
        for mention in cast.mentions:
            if mention.actors:
                mentions.setdefault(mention.sentence, []).append((mention.start, mention.end, mention.actors))
        records: list[Figure] = []
        told: list[Draft] = []
        ids: dict[int, str] = {}
        for sentence in parsed.sentences:
            if not self._has_number(parsed, sentence):
                continue
            for draft in self._drafts(parsed, sentence, times, told):
                figure = self._figure(draft, parsed, times, cast, mentions, ids)
                ids[id(draft)] = figure.id
                records.append(figure)
        return records

    def _has_number(self, parsed: Parsed, sentence: Sentence) -> bool:
        if _DIGIT.search(parsed.text, sentence.start, sentence.end):
            return True
        cues = self.reader.words.cues
        return any(token.lower in cues for token in sentence.tokens)

    def _drafts(self, parsed: Parsed, sentence: Sentence, times: Times, told: list[Draft]) -> list[Draft]:
        """The figures of one sentence; each is added to `told`, what was told so far."""
        sealed = [(m.start, m.end) for m in times.of_sentence(sentence.index) if _is_date(m.kind, m.value)]
        drafts: list[Draft] = []
        for quantity in self.reader.read_part(parsed.text, sentence.start, sentence.end, sealed):
            draft = Draft(quantity, sentence)
            if not draft.tokens:
                continue
            self._name_what_is_counted(draft, [*told[-_MEMORY:], *drafts[-_MEMORY:]])
            draft.windowed = bool(_WINDOW.match(parsed.text, *_tail(draft)))
            if drafts and _restates(draft, drafts[-1], parsed.text):
                continue
            reason = why_no_figure(draft, self._context, sentence.heading)
            if reason is None:
                draft.why.append(f"howmuch.{quantity.form}")
                drafts.append(draft)
        self._changes.resolve(drafts, parsed.text)
        kept = [d for d in drafts if not d.consumed]
        for k, draft in enumerate(kept):
            _relate(draft, [*told[-_MEMORY:], *kept[max(0, k - _MEMORY) : k]], parsed.text)
        told.extend(kept)
        return kept

    def _name_what_is_counted(self, draft: Draft, told: list[Draft]) -> None:
        """Set `noun` and `unit`: the noun counted, or the one that was counted before where it is left out."""
        quantity = draft.quantity
        noun = counted_noun(draft)
        if quantity.unit is not None:
            draft.noun = noun if quantity.unit.kind != "money" or _right_after(draft, noun) else None
            return
        draft.noun = noun
        if quantity.form == "fraction":
            draft.unit = "fraction"
        elif quantity.form == "ordinal" and noun is not None:
            draft.rank, draft.unit = int(quantity.value or 0), noun.text
            draft.value = None if quantity.form == "ordinal" else draft.value
        elif noun is not None:
            draft.unit = _unit_words(draft)
        else:
            draft.unit = self._left_out(draft, told)
            draft.ellipsis = draft.unit is not None

    def _left_out(self, draft: Draft, told: list[Draft]) -> str | None:
        """ "54 nations have signed, only 27 have ratified": the noun counted just before; "killed 12": people."""
        after, before = draft.after(), draft.before()
        open_ends = (
            after is None or after.tag[0] in "VM,.:-" or after.tag in ("IN", "CC", "JJ", "RB", "``", "''", "JJR")
        )
        if not open_ends or (before is not None and before.tag.startswith("NNP")):
            return None
        for earlier in reversed(told):
            if draft.sentence.index - earlier.sentence.index > 2:
                break
            countable = earlier.quantity.unit is None and earlier.quantity.form not in ("fraction", "ordinal")
            if earlier.unit is not None and countable and earlier.part_of is None:
                return earlier.unit
        return "people" if self._concerns_people(draft) else None

    def _concerns_people(self, draft: Draft) -> bool:
        """ "killed 12", "12 were arrested", "five dead"."""
        after, words = draft.after(), self._context["person verb"]
        if after is not None and (after.lemma in words or after.lower in words):
            return True
        verb = clause_verb(draft.top)
        return verb is not None and verb.lemma in words and abs(verb.i - draft.first.i) < 8

    def _figure(
        self, draft: Draft, parsed: Parsed, times: Times, cast: Cast, mentions: _Mentions, ids: dict[int, str]
    ) -> Figure:
        what, start, end = measure(draft, parsed)
        draft.cover(start, end)
        when, mention = period(draft, parsed, times, self._context)
        if mention is not None and 0 <= mention.start - draft.end < 5:
            draft.cover(draft.start, mention.end)
        if draft.windowed and (window := _WINDOW.match(parsed.text, *_tail(draft))):
            draft.cover(draft.start, window.end())
        change = draft.change
        if change is not None:
            tail = draft.quantity.end
            change = with_baseline(change, parsed.text, tail, draft.end, draft.sentence.end, when)
        low, high = draft.low, draft.high
        document = parsed.document
        rank = draft.rank or _superlative(draft)
        return Figure(
            id=record_id("figure", document.id, draft.start, draft.end, draft.quantity.start),
            doc=document.id,
            start=draft.start,
            end=draft.end,
            text=parsed.original(draft.start, draft.end),
            why=tuple(draft.why),
            value=draft.value,
            low=low,
            high=high,
            qualifier=draft.quantity.qualifier,
            unit=None if draft.value is None and low is None and rank is None else draft.unit,
            measure=what,
            of=actors(draft.start, draft.end, draft.sentence, mentions),
            period=when,
            change=change,
            rank=rank,
            source=source(draft, parsed, cast, self._context),
            part_of=ids.get(id(draft.part_of)) if draft.part_of is not None else None,
            status=status(draft),
            unresolved=_ambiguous_unit(draft),
        )


def _is_date(kind: str, value: str | None) -> bool:
    """Times that are no lengths: their numbers are no figures."""
    return kind in ("date", "time") and not (value or "").startswith("P")


def _tail(draft: Draft) -> tuple[int, int]:
    """Where the words after the counted noun stand."""
    noun = draft.noun
    return (noun.end if noun is not None and noun.i > draft.last.i else draft.quantity.end), draft.sentence.end


def _restates(draft: Draft, earlier: Draft, text: str) -> bool:
    """ "70 miles (112 km)", "€20,000 (£17,500; US$22,900)": the same again in another unit."""
    mine, other = draft.quantity.unit, earlier.quantity.unit
    if (
        mine is None
        or other is None
        or mine.kind != other.kind
        or mine.code == other.code
        or mine.kind in ("time", "fraction")
    ):
        return False
    gap = text[earlier.quantity.end : draft.quantity.start]
    return bool(re.fullmatch(r"[^()]{0,20}\([^()]{0,60}", gap))


def _right_after(draft: Draft, noun: object) -> bool:
    after = draft.after()
    return after is not None and after is noun


def _unit_words(draft: Draft) -> str | None:
    """The counted noun with the nouns joined to it; "55-member" counts members."""
    noun, after = draft.noun, draft.after()
    if noun is None:
        return None
    if after is not None and after.lower == "-" and (joined := draft.after(2)) is not None and joined.is_noun:
        return joined.text if joined.text.endswith("s") else joined.text + "s"
    return noun_words(noun, draft.last.i)


def _relate(draft: Draft, told: list[Draft], text: str) -> None:
    """Set `part_of` where the words say so: "including 20 firms", "of whom 12", "only 27 have ratified"."""
    before, after = draft.before(), draft.after()
    words = {t.lower for t in (before, draft.before(2), draft.before(3)) if t is not None}
    of_them = (
        after is not None
        and after.lower == "of"
        and (then := draft.after(2)) is not None
        and then.lower in ("them", "whom", "which", "those")
    )
    lead = text[max(draft.sentence.start, draft.quantity.start - 22) : draft.quantity.start].lower()
    marked = (
        bool(words & _PARTS) or of_them or bool(re.search(r"\bof (?:whom|which|them)\b", lead)) or "among them" in lead
    )
    only = draft.ellipsis and (before is not None and before.lower in ("only", "just"))
    if not (marked or only):
        return
    for earlier in reversed([d for d in told if d.quantity.start < draft.quantity.start]):
        if draft.sentence.index - earlier.sentence.index > 1:
            return
        if (
            earlier.quantity.form in ("digits", "words", "vague")
            and earlier.quantity.unit is None
            and _at_least_as_large(earlier, draft)
        ):
            draft.part_of = earlier
            draft.why.append("howmuch.part: " + ("only" if only else "including"))
            if before is not None and before.lower in _PARTS:
                draft.cover(before.start, draft.end)
            return


def _at_least_as_large(whole: Draft, part: Draft) -> bool:
    largest = whole.high if whole.value is None else whole.value
    smallest = part.low if part.value is None else part.value
    return largest is not None and smallest is not None and largest >= smallest


def _superlative(draft: Draft) -> str | None:
    """ "a record of $240bn", "a peak of 3 million"."""
    for distance in (1, 2, 3):
        token = draft.before(distance)
        if token is not None and token.lower in ("record", "peak", "high", "low"):
            of = draft.before(distance - 1) if distance > 1 else None
            if of is None or of.lower in ("of", "high", "low", "at"):
                draft.cover(token.start, draft.end)
                return token.lower
    return None


def _ambiguous_unit(draft: Draft) -> dict[str, tuple[str, ...]]:
    unit = draft.quantity.unit
    return {"unit": (unit.name,)} if unit is not None and unit.code is None and unit.kind == "money" else {}
