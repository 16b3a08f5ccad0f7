"""Toponyms of a sentence: names of the gazetteer, each with what speaks for a place and what against."""

from __future__ import annotations

from collections import Counter

from dragoman.parse.types import Parsed, Sentence, Token
from dragoman.where.gazetteer import LONGEST_NAME, Entry, Gazetteer
from dragoman.where.key import key_of
from dragoman.where.words import Adjectives, Words

NAME_TAGS = frozenset(("NNP", "NNPS"))
_JOINERS = frozenset("- of de the and al el upon on la le du des sur am der den di da do dos y ' 's &".split())
_ARTICLES = frozenset(("al", "ar", "as", "ash", "at", "ad", "an", "az", "el", "deir", "kafr", "tal", "tel"))
# "Washington, D.C." is one name.
_AFTER_COMMA = frozenset(("D.C.", "D.C", "DC"))
_BEFORE_DATELINE = frozenset((".", "?", "!", ":", ")", '"', "'"))
_DATELINE = frozenset(("(", "-", "--", "–", "—"))
# How sure it is that a name is a place's: against, nothing said, hinted, said.
AGAINST, OPEN, HINTED, SAID = -1, 0, 1, 2
# Cities of so many people need no sign that they are meant.
LARGE = 80_000


class Hit:
    """A name in the text that may be a place's. `feature` is the word after it that says of what kind ("province")."""

    __slots__ = ("adjective", "common", "entries", "feature", "first", "key", "known", "last", "part", "sign", "why")

    def __init__(self, first: Token, last: Token, key: str, entries: tuple[Entry, ...]) -> None:
        self.first, self.last, self.key, self.entries = first, last, key, entries
        self.sign, self.why, self.feature = OPEN, "", ""
        self.part = self.adjective = self.common = self.known = False

    def say(self, sign: int, why: str) -> None:
        """Something speaks for a place; the strongest counts."""
        if sign > self.sign or not self.why:
            self.sign, self.why = max(sign, self.sign), why

    @property
    def weighty(self) -> bool:
        """A country, a region, a known place or a large city by its own name: needs no sign."""
        return self.known or any(e.kind != "city" or (e.population >= LARGE and not e.alias) for e in self.entries)


class Detector:
    """Finds the hits of sentences; `persons` counts the words of the document's names of persons."""

    def __init__(self, gazetteer: Gazetteer, words: Words, adjectives: Adjectives) -> None:
        self._gazetteer, self._words, self._adjectives = gazetteer, words, adjectives

    def hits(self, parsed: Parsed, sentence: Sentence, persons: Counter[str]) -> list[Hit]:
        """The hits in the order of the text, signs and all; those of persons and firms are left out."""
        tokens = sentence.tokens
        out: list[Hit] = []
        titled = _is_titled(tokens)
        position = 0
        while position < len(tokens):
            token = tokens[position]
            head = token.text[0]
            if not (head.isupper() or (token.lower in _ARTICLES and _hyphen_follows(tokens, position))):
                position += 1
                continue
            hit = self._hit(parsed, tokens, position)
            if hit is None:
                position += 1
                continue
            position = hit.last.i + 1
            if hit.entries or hit.feature:
                if not hit.adjective:
                    self._weigh(hit, tokens, titled, persons)
                if hit.entries or hit.feature:
                    out.append(hit)
        return out

    def _hit(self, parsed: Parsed, tokens: list[Token], position: int) -> Hit | None:
        """The name that begins here: the longer of an adjective and a name, or one that only its words describe."""
        adjective, name = self._adjective(tokens, position), self._longest(parsed, tokens, position)
        if adjective is not None and (name is None or name.last.i <= adjective.last.i):
            return adjective
        return name or self._described(parsed, tokens, position)

    def _adjective(self, tokens: list[Token], position: int) -> Hit | None:
        """ "Syrian", "North Korean", "Texans"."""
        known = self._adjectives
        token = tokens[position]
        last = token
        if token.text in known.openers and position + 1 < len(tokens):
            pair = f"{token.text} {tokens[position + 1].text}"
            if pair in known.countries or pair in known.places:
                return self._adjectival(token, tokens[position + 1], pair)
        if token.text in known.single:
            return self._adjectival(token, last, token.text)
        return None

    def _adjectival(self, first: Token, last: Token, name: str) -> Hit | None:
        place = self._adjectives.places.get(name)
        if place is not None:
            entries = self._gazetteer.places(place)[:1]
        else:
            country = self._gazetteer.country(self._adjectives.countries[name])
            entries = (country,) if country is not None else ()
        if not entries:
            return None
        hit = Hit(first, last, key_of(name), entries)
        hit.adjective, hit.sign, hit.why = True, SAID, "where.adjective: the word for its people or things"
        return hit

    def _longest(self, parsed: Parsed, tokens: list[Token], position: int) -> Hit | None:
        """The longest name of the gazetteer that begins here; with no entries where it is known to be none."""
        gazetteer, never = self._gazetteer, self._words.never
        first = tokens[position]
        if not gazetteer.opens_name(first.text):
            return None
        end = position + 1
        while end < len(tokens) and end - position < LONGEST_NAME and _continues(tokens, end, self._words):
            end += 1
        for stop in range(end, position, -1):
            last = tokens[stop - 1]
            if last.lower in _JOINERS and (stop - position > 1 or not last.text[0].isupper()):
                continue
            surface = parsed.text[first.start : last.end]
            key = gazetteer.key(surface)
            if key in never:
                return Hit(first, last, key, ())
            entries = gazetteer.places(key)
            if entries:
                hit = Hit(first, last, key, entries)
                hit.known = key in self._words.known
                return hit
        return None

    def _described(self, parsed: Parsed, tokens: list[Token], position: int) -> Hit | None:
        """A name that no gazetteer has, with a word of geography: "Avonlea County", "Lake Elmwood"."""
        first = tokens[position]
        if first.tag not in NAME_TAGS or position + 1 >= len(tokens):
            return None
        after = tokens[position + 1]
        words = self._words
        if after.tag in NAME_TAGS and after.lower in ("county", "parish", "province", "oblast", "governorate", "river"):
            hit = Hit(first, after, key_of(parsed.text[first.start : after.end]), ())
            hit.feature, hit.sign, hit.why = after.lower, SAID, f"where.feature: {after.lower}"
            return hit if first.lower not in words.common and first.lower not in words.compass else None
        if first.lower in ("lake", "mount") and after.tag in NAME_TAGS and after.text[0].isupper():
            hit = Hit(first, after, key_of(parsed.text[first.start : after.end]), ())
            hit.feature, hit.sign, hit.why = first.lower, SAID, f"where.feature: {first.lower}"
            return hit
        return None

    def _weigh(self, hit: Hit, tokens: list[Token], titled: bool, persons: Counter[str]) -> None:
        """Set the sign of a hit from the words around it; a hit that is none loses its entries."""
        if hit.feature and not hit.entries:
            return
        first, last = hit.first, hit.last
        before = tokens[first.i - 1] if first.i else None
        after = tokens[last.i + 1] if last.i + 1 < len(tokens) else None
        if self._is_none(hit, before, after):
            hit.entries = ()
            return
        if after is not None and self._is_cut(hit, after, titled, persons):
            hit.entries, hit.feature = (), ""
            return
        if not hit.entries:
            hit.say(SAID, f"where.feature: {hit.feature}")
            return
        if before is not None and self._is_tail(hit, before, titled, persons):
            hit.entries = ()
            return
        hit.common = first is last and hit.key in self._words.common
        if hit.common and after is not None and after.lower == "of":
            hit.entries = ()
            return
        self._support(hit, tokens, before, after)
        if after is not None and after.lower in self._words.speech and not hit.weighty:
            persons[last.lower] += 1
        if hit.common and hit.sign < (HINTED if hit.weighty and first.i else SAID):
            hit.sign = AGAINST

    def _is_none(self, hit: Hit, before: Token | None, after: Token | None) -> bool:
        """A single word that is no place here: a month, a point of the compass, an acronym, half a compound."""
        token, words = hit.first, self._words
        if token is not hit.last:
            return False
        if token.lower in words.calendar or token.lower in words.compass:
            return True
        if token.tag not in NAME_TAGS and not hit.weighty and not _opens_dateline(token, after):
            return True
        if token.text.isupper() and len(token.text) <= 5 and key_of(token.text) == hit.key:
            opens = _opens_dateline(token, after) or (not before and after is not None and after.text == ",")
            return not opens and (after is None or not after.text.isupper())
        if self._gazetteer.is_clipped(token.text):
            return before is None or before.text != ","
        return before is not None and before.text == "-" and (not hit.weighty or hit.entries[0].country is None)

    def _is_cut(self, hit: Hit, after: Token, titled: bool, persons: Counter[str]) -> bool:
        """The name goes on: "Paris Hilton", "Washington Post". Notes public bodies and features on the way."""
        words = self._words
        lower = after.lower
        if lower in words.feature and not (after.tag in NAME_TAGS and _goes_on(after, words.firm)):
            hit.feature = lower
            if lower in ("county", "parish"):
                hit.entries = ()
            hit.last = after if after.text[0].isupper() or _divides(lower) else hit.last
            return False
        if after.text == "-":
            return False
        if not (after.text[0].isupper() and after.tag in NAME_TAGS):
            return lower == "street" or (lower in words.ailment and not hit.weighty)
        if lower in words.calendar or lower in words.compass or after.start > hit.last.end + 1:
            return False
        if lower in words.firm and not titled:
            return lower not in words.body or "city" in lower
        if lower in words.street:
            return True
        if lower in words.body or lower in words.title:
            hit.part = not titled
            hit.say(HINTED, f"where.body: {lower}")
            return False
        if after.text in self._adjectives.single or self._is_whole(after):
            return hit.key in words.person and lower in words.person
        if titled or (not after.text[1:].islower() and len(after.text) > 1):
            return False
        if self._is_country(hit):
            hit.part = True
            return hit.key in words.person
        self._note_person(hit, persons)
        return True

    def _note_person(self, hit: Hit, persons: Counter[str], named: bool = False) -> None:
        """A large city before or after another name ("Melbourne Cup") makes no person of it, but a given name does."""
        if named or not hit.weighty or hit.key in self._words.person:
            persons[hit.last.lower] += 1

    def _is_whole(self, token: Token) -> bool:
        """A country or region, which may stand right after or before a city."""
        return any(e.kind != "city" and not e.alias for e in self._gazetteer.places(self._gazetteer.key(token.text)))

    @staticmethod
    def _is_country(hit: Hit) -> bool:
        return hit.entries[0].kind in ("country", "region") and not hit.entries[0].alias

    def _is_tail(self, hit: Hit, before: Token, titled: bool, persons: Counter[str]) -> bool:
        """The name began before: "Helena Prado", "Mr Lincoln", "Lake Geneva" (where no gazetteer has it)."""
        words = self._words
        lower = before.lower
        if lower in words.compass or not before.text[0].isupper() or hit.first.start > before.end + 1:
            return False
        if lower in words.honorific:
            persons[hit.last.lower] += 1
            return not self._is_country(hit)
        if lower in words.opening:
            return True
        if before.text in self._adjectives.single or before.tag not in NAME_TAGS or titled:
            return False
        if lower in words.feature or lower in words.body or lower in words.title or lower in words.calendar:
            return False
        if self._is_whole(before) and lower not in words.person:
            return False
        if self._is_country(hit) and hit.key not in words.person:
            hit.part = True
            return False
        self._note_person(hit, persons, named=lower in words.person)
        return True

    def _support(self, hit: Hit, tokens: list[Token], before: Token | None, after: Token | None) -> None:
        """What speaks for a place: the preposition, the word of geography, the dateline."""
        words = self._words
        if hit.feature:
            hit.say(SAID, f"where.feature: {hit.feature}")
        i = hit.first.i - 1
        while i >= 0 and (tokens[i].lower in words.compass or tokens[i].lower == "the"):
            if tokens[i].lower != "the":
                hit.say(HINTED, f"where.compass: {tokens[i].lower}")
            i -= 1
        lower = tokens[i].lower if i >= 0 else ""
        if lower in words.at:
            hit.say(SAID, f"where.preposition: {lower}")
        elif lower == "of" and i and tokens[i - 1].lower in (words.feature if hit.common else words.place_noun):
            hit.say(SAID, f"where.noun: {tokens[i - 1].lower} of")
        elif lower in words.feature and not hit.common:
            hit.say(SAID, f"where.noun: {lower}")
        elif lower in words.toward:
            hit.say(HINTED, f"where.preposition: {lower}")
        if after is None:
            return
        if after.lower in words.inhabitant:
            hit.say(SAID if not hit.common else HINTED, f"where.inhabitant: {after.lower}")
        if _opens_dateline(hit.last, after) or (not before and after.text == "," and hit.last.text.isupper()):
            hit.say(SAID, "where.dateline")


def _opens_dateline(token: Token, after: Token | None) -> bool:
    """ "DUBLIN (Reuters) -", "LAGOS -": capitals at the beginning, before a bracket or dash."""
    if after is None or not token.text.isupper() or len(token.text) <= 3:
        return False
    tokens = token.sentence.tokens
    while token.i and tokens[token.i - 1].text.isupper():
        token = tokens[token.i - 1]
    opens = not token.i or tokens[token.i - 1].text in _BEFORE_DATELINE
    return opens and after.text in _DATELINE and after.start > tokens[after.i - 1].end


def _continues(tokens: list[Token], at: int, words: Words) -> bool:
    token = tokens[at]
    text = token.text
    if text == ",":
        return at + 1 < len(tokens) and tokens[at + 1].text in _AFTER_COMMA
    if text[0].isupper() or tokens[at - 1].text == "-":
        return True
    if token.lower in _JOINERS or token.lower in words.feature or token.lower in words.inner:
        return True
    return text[1:2] == "'" and text[2:3].isupper()


def _goes_on(token: Token, firm: frozenset[str]) -> bool:
    """Is the word of geography itself followed by a firm's word ("Kansas City Star")?"""
    tokens = token.sentence.tokens
    return token.i + 1 < len(tokens) and tokens[token.i + 1].tag in NAME_TAGS and tokens[token.i + 1].lower in firm


def _divides(word: str) -> bool:
    return word in ("province", "oblast", "governorate", "prefecture", "region", "district", "county", "state")


def _hyphen_follows(tokens: list[Token], at: int) -> bool:
    return at + 2 < len(tokens) and tokens[at + 1].text == "-" and tokens[at + 2].text[0].isupper()


def _is_titled(tokens: list[Token]) -> bool:
    """A Headline Like This, where capitals say nothing."""
    words = [t for t in tokens if t.text[0].isalpha() and len(t.text) > 3]
    return len(words) > 2 and sum(t.text[0].isupper() for t in words) >= 0.88 * len(words)
