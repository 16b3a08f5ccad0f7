"""Facts of one document while they are being collected, and the names of their subjects."""

from __future__ import annotations

from dragoman.parse.types import Parsed, Token
from dragoman.records import Fact, record_id
from dragoman.where.types import Places
from dragoman.who.types import Cast

PROPER = frozenset({"NNP", "NNPS"})
_TRAILING = frozenset({"relcl", "acl", "advcl", "appos", "parataxis", "cc", "conj", "punct"})
_DETERMINERS = frozenset({"DT", "PRP$", "PDT"})


class Draft:
    """Collects facts; each (subject, relation, object) once, at its first mention."""

    def __init__(self, parsed: Parsed, cast: Cast, places: Places) -> None:
        self.parsed, self.cast, self.places = parsed, cast, places
        self._found: dict[tuple[str, str, str], Fact] = {}

    @property
    def facts(self) -> list[Fact]:
        """In the order of the text."""
        return sorted(self._found.values(), key=lambda f: (f.start, f.end, f.relation))

    def add(
        self,
        subject: str | None,
        relation: str,
        thing: str | None,
        span: tuple[int, int],
        why: str,
        date: str | None = None,
    ) -> None:
        """Note a fact, unless a part of it could not be named or the same was said before."""
        if not subject or not thing or subject == thing:
            return
        key = (subject.lower(), relation, thing.lower())
        if key in self._found:
            return
        start, end = span
        doc = self.parsed.document.id
        self._found[key] = Fact(
            id=record_id("fact", doc, start, end, subject, relation, thing),
            doc=doc,
            start=start,
            end=end,
            text=self.parsed.original(start, end),
            why=(why,),
            subject=subject,
            relation=relation,
            object=thing,
            date=date,
        )

    def held(self, person: str) -> list[str]:
        """The offices that a person has or had, as noted so far; "Lima" and "al-Lima" are who they end like."""
        person = person.lower()
        return [
            f.object
            for (subject, relation, _), f in self._found.items()
            if relation in ("office", "former office") and (_ends(subject, person) or _ends(person, subject))
        ]

    def name(self, token: Token) -> str | None:
        """What a noun phrase stands for: the actor's name, or the name in the text; None where there is neither."""
        mention = self.cast.at(token)
        if mention is not None and mention.actors and (mention.kind != "role" or token.tag in PROPER):
            return mention.actors[0].person or mention.actors[0].name
        if token.tag not in PROPER:
            return None
        return self.words(proper_name(token))

    def person(self, token: Token, offices: frozenset[str]) -> str | None:
        """The full name of a person, or None where the token names nobody: a place, a body, an office."""
        if token.tag not in PROPER or token.lower in offices:
            return None
        mention = self.cast.at(token)
        if mention is not None and mention.actors:
            actor = mention.actors[0]
            if actor.person:
                return actor.person
            if mention.kind != "unknown" or actor.code:
                return None
        if self.places.at(token) is not None:
            return None
        return self.words(words) if (words := own_name(token, offices)) else None

    def words(self, tokens: list[Token]) -> str:
        """The words from the first to the last of the tokens, as the document has them."""
        return " ".join(self.parsed.original(tokens[0].start, tokens[-1].end).split())

    def phrase(self, token: Token) -> str:
        """A noun phrase without its determiner, relative clauses and appositions."""
        return self.words(inner(token))


def _ends(name: str, part: str) -> bool:
    """Whether the name is, or ends in, these words."""
    return name == part or name.endswith((" " + part, "-" + part))


def proper_name(token: Token) -> list[Token]:
    """The capitalised words that make up a name: "Ana Lima", "Bashar al-Assad"."""
    tokens, first = token.sentence.tokens, token.i
    while first > 0 and tokens[first - 1].dep in ("compound", "punct", "nsubj", "nmod") and _in_name(tokens, first - 1):
        first -= 1
    last = token.i
    while last + 2 < len(tokens) and tokens[last + 1].text == "-" and tokens[last + 1].end == tokens[last + 2].start:
        if tokens[last + 2].tag not in PROPER:
            break
        last += 2
    return [*_prefix(tokens[first]), *tokens[first : last + 1]]


def _prefix(token: Token) -> list[Token]:
    """ "vice-" before "president", which the parser may hang elsewhere."""
    before = token.sentence.tokens[max(token.i - 2, 0) : token.i]
    joined = len(before) == 2 and before[1].text == "-" and before[0].end == before[1].start
    return before if joined and before[1].end == token.start and before[0].text.isalpha() else []


def own_name(token: Token, offices: frozenset[str]) -> list[Token]:
    """The name without the titles before it: "US President Ana Lima" is Ana Lima."""
    words = proper_name(token)
    for number in range(len(words) - 1, -1, -1):
        if words[number].lower in offices:
            return words[number + 1 :]
    return words


def _in_name(tokens: list[Token], i: int) -> bool:
    token = tokens[i]
    if token.tag in PROPER:
        return True
    return token.text == "-" and i > 0 and tokens[i - 1].tag in PROPER and tokens[i - 1].end == token.start


def inner(token: Token) -> list[Token]:
    """The words of a noun phrase from its first word after the determiner to its last before a clause or a comma."""
    out, stack = [], [token]
    while stack:
        current = stack.pop()
        out.append(current)
        for child in current.children:
            if child.dep in _TRAILING and child.i > token.i and child.text != "-":
                continue
            if (child.dep == "det" and current is token) or child.tag == "PRP$" or child.text in ("(", ",", '"'):
                continue
            if child.dep == "prep" and child.i > token.i and child.lower not in ("of", "for", "to", "at", "on", "in"):
                continue
            stack.append(child)
    out.sort(key=lambda t: t.i)
    while len(out) > 1 and out[0].tag in _DETERMINERS:
        out.pop(0)
    return _contiguous(out, token)


def _contiguous(tokens: list[Token], head: Token) -> list[Token]:
    """The run of neighbours around the head."""
    at = tokens.index(head)
    first = last = at
    while first > 0 and tokens[first].i - tokens[first - 1].i <= 1:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].i - tokens[last].i <= 1:
        last += 1
    return [*_prefix(tokens[first]), *tokens[first : last + 1]]
