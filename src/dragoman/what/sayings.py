"""When it was said: the dates of statements that their own clause leaves open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from dragoman.parse.types import Parsed, Sentence, Token
from dragoman.records import Actor, Statement, When
from dragoman.what.dating import date_of
from dragoman.what.days import width
from dragoman.what.merge import Draft
from dragoman.what.thing import date_of_thing, date_of_writing, is_definite
from dragoman.what.types import Node
from dragoman.when.types import Times

# Characters between two statements of one speaker that are one occasion; sentences from what he did to what he says.
_NEAR = 400
_SOON = 2
# Days: nobody speaks for a decade.
_LONGEST = 366
_TODAY = frozenset(("today", "tonight", "this morning", "this afternoon", "this evening"))
_ADDS = frozenset(("add", "added", "adding", "adds", "continue", "continued", "continuing"))


def share(one: Iterable[Actor], other: Iterable[Actor]) -> bool:
    """Whether somebody is among both: of one code and sector, and not two persons."""
    theirs = list(other)
    return any(_may_be(a, b) for a in one for b in theirs)


def _may_be(a: Actor, b: Actor) -> bool:
    if (a.person or a.name) == (b.person or b.name):
        return a.code == b.code
    if a.code is None or a.code != b.code or (a.person and b.person):
        return False
    return a.sector == b.sector


class Sayings:
    """The statements of a document in the order of their sentences; `statements` are as dated so far."""

    def __init__(self, statements: Sequence[Statement], parsed: Parsed, times: Times) -> None:
        self.statements = [_with_day(s) for s in statements]
        self._parsed, self._times = parsed, times
        self._sentences = [_sentence_at(parsed, s.start) for s in statements]
        self._waiting = sorted(range(len(statements)), key=lambda n: (self._sentences[n].index, n))
        self._done: list[int] = []

    def until(self, sentence: int) -> Iterator[int]:
        """The statements not yet given out up to a sentence, that one included."""
        while self._waiting and self._sentences[self._waiting[0]].index <= sentence:
            yield self._waiting.pop(0)

    def date(self, number: int, told: Sequence[Draft]) -> None:
        """Date a statement that has no date of its own."""
        if self.statements[number].date is None:
            for way in (self._by_clause, self._by_document, self._by_today):
                found = way(number)
                if found is not None:
                    self._set(number, *found)
                    break
            else:
                self._as_before(number, told)
        self._done.append(number)

    def as_told_by(self, drafts: Sequence[Draft]) -> list[Statement]:
        """The statements; one whose cue is an event has the event's date."""
        by_trigger = {d.node.trigger.start: d for d in drafts}
        for number, statement in enumerate(self.statements):
            cue = self._cue(number) if statement.date is None else None
            draft = by_trigger.get(cue.start) if cue is not None else None
            if draft is not None and draft.date is not None:
                self._set(number, draft.date, "as the event that it is")
        return self.statements

    def _set(self, number: int, when: When, how: str) -> None:
        statement = self.statements[number]
        why = (*statement.why, f"date: {how}: {when.text!r}")
        self.statements[number] = msgspec.structs.replace(statement, date=when, why=why)

    def _cue(self, number: int) -> Token | None:
        """The word that reports it."""
        statement, content = self.statements[number], self.statements[number].content
        word = statement.cue.split(" ")[0].lower()
        found: Token | None = None
        for sentence in self._parsed.sentences[self._sentences[number].index :]:
            if sentence.start >= statement.end:
                break
            for token in sentence.tokens:
                outside = not content.start <= token.start < content.end
                if (
                    token.lower == word
                    and statement.start <= token.start < statement.end
                    and (outside or found is None)
                ):
                    if outside:
                        return token
                    found = token
        return found

    def _by_clause(self, number: int) -> tuple[When, str] | None:
        """The time of the clause that it is said in, or of the one that this is told with."""
        cue, content = self._cue(number), self.statements[number].content
        if cue is None or not cue.is_verb or not self._times.of_sentence(cue.sentence.index):
            return None
        when, _ = date_of(Node(cue, "", None, None), self._times, [(content.start, content.end)])
        return (when, "of its clause") if when is not None else None

    def _by_document(self, number: int) -> tuple[When, str] | None:
        """ "The motion claims": when the document was written, by its earlier mention."""
        speaker = self.statements[number].speaker
        noun = next(
            (t for t in self._sentences[number].tokens if speaker.start <= t.start < speaker.end and t.tag == "NN"
             and not speaker.start <= t.head.start < speaker.end), None)  # fmt: skip
        if speaker.code is not None or noun is None or not is_definite(noun):
            return None
        when = date_of_writing(noun, self._parsed, self._times)
        return (when, f"of the {noun.lemma} as told before") if when is not None else None

    def _by_today(self, number: int) -> tuple[When, str] | None:
        """ "Today's attack", in a quotation: it was said on the day of the attack, if that was told before."""
        content = self.statements[number].content
        if self.statements[number].quoted == "no":
            return None
        for mention in self._times.of_sentence(self._sentences[number].index):
            noun = self._sentences[number].tokens[mention.token].head
            if content.start <= mention.start < content.end and mention.text.lower() in _TODAY and noun.is_noun:
                when = date_of_thing(noun, self._parsed, self._times)
                if when is not None:
                    return when, f"of the {noun.lemma} that is of that day"
        return None

    def _as_before(self, number: int, told: Sequence[Draft]) -> None:
        """The day of what the same speaker said or did just before, where the text goes on with him."""
        statement, sentence = self.statements[number], self._sentences[number].index
        me = [statement.speaker]
        before = self.statements[self._done[-1]] if self._done else None
        if before is not None and before.date is not None and share([before.speaker], me):
            if statement.start - before.end < _NEAR:
                self._set(number, before.date, "of what the speaker said just before")
            return
        if not self._is_continued(number):
            return
        for draft in reversed(told):
            if sentence - draft.sentence > _SOON:
                return
            if draft.date is not None and draft.status == "actual" and share(me, draft.actors):
                self._set(number, draft.date, "of what the speaker did just before")
                return

    def _is_continued(self, number: int) -> bool:
        """Whether the speaker is a pronoun, or goes on ("he added")."""
        statement = self.statements[number]
        token = self._parsed.token_at(statement.speaker.start)
        return statement.cue.lower() in _ADDS or (token is not None and token.tag == "PRP")


def _with_day(statement: Statement) -> Statement:
    """The statement without a date that is longer than any saying; an end only where its date is a span."""
    when = statement.date
    if when is None or when.start is None or when.end is None:
        return statement
    if width(when.start, when.end) > _LONGEST:
        return msgspec.structs.replace(statement, date=None)
    if when.end == when.start:
        return msgspec.structs.replace(statement, date=When(start=when.start, text=when.text))
    return statement


def _sentence_at(parsed: Parsed, start: int) -> Sentence:
    return next((s for s in reversed(parsed.sentences) if s.start <= start), parsed.sentences[0])
