"""Whether what is said of a time lies behind or ahead: by the verb that governs it, or by the words around it."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from dragoman.knowledge.files import Library
from dragoman.parse.types import Token

Tense = Literal["past", "future", "present", "none"]

_WORD = re.compile(r"[A-Za-z']+")
_PAST_WORDS = frozenset(
    "was were had did been said told met made took held came went began won lost left saw gave".split()
)
_CLAUSE = re.compile(r"[;:]|, (?:but|and|which|who|when|while|after|before) ")
LONGEST_CLIMB = 12
WINDOW = 160


def _is_open(tense: Tense, direct: bool, token: Token) -> bool:
    """Whether the verb's tense says little of the time: "says a tweet on Monday", "ordered it closed until Monday"."""
    return (tense == "present" and not direct) or (tense == "past" and token.head.lower in ("until", "till"))


class _Cue(msgspec.Struct, frozen=True):
    word: str
    sort: Literal["scheduled", "done", "will", "ahead"]


class TenseReader:
    """Reads tenses with the cue words of `when/tense.tsv`."""

    def __init__(self, library: Library) -> None:
        self._cues = {row.word: row.sort for row in library.table("when/tense.tsv", _Cue, key=lambda row: row.word)}

    def of_token(self, token: Token) -> Tense:
        """The tense of the clause that a word of a parse stands in."""
        node = token
        for _ in range(LONGEST_CLIMB):
            if node is not token and self._cues.get(node.lower) == "ahead":
                return "future"
            if node.tag[0] == "V" or node.tag == "MD" or self._is_scheduled(node):
                direct = node is token.head or (node is token.head.head and token.head.tag in ("IN", "TO", "RP"))
                tense = self._of_verb(node, direct)
                return "none" if _is_open(tense, direct, token) else tense
            if any(
                self._cues.get(child.lower) == "ahead" for child in node.children if child.dep in ("amod", "advmod")
            ):
                return "future"
            if node.head is node:
                break
            node = node.head
        return "none"

    def _is_scheduled(self, node: Token) -> bool:
        return node.tag in ("JJ", "VBN") and self._cues.get(node.lower) == "scheduled"

    def _of_verb(self, verb: Token, direct: bool, depth: int = 0) -> Tense:
        """The tense of a verb; `direct` where the time hangs on it ("due on Monday")."""
        auxiliaries = [child for child in verb.children if child.dep in ("aux", "auxpass")]
        words = {child.lower for child in auxiliaries}
        if any(child.tag == "MD" or self._cues.get(child.lower) == "will" for child in auxiliaries):
            perfect = "have" in words and verb.tag in ("VBN", "VBD") and not words & {"will", "'ll", "shall"}
            return "past" if perfect else "future"
        passive = direct or any(child.dep == "auxpass" for child in auxiliaries)
        if passive and self._is_scheduled(verb) and "had" not in words:
            return "future"
        if words & {"has", "have", "had", "'ve", "did", "was", "were"}:
            return "past"
        if any(child.tag == "TO" for child in auxiliaries):
            return self._of_infinitive(verb, depth)
        if words & {"is", "are", "am", "'re", "'m"} or (words & {"'s"} and verb.tag == "VBG"):
            return "future" if verb.tag == "VBG" else "present"
        return self._of_bare_verb(verb, depth)

    def _of_infinitive(self, verb: Token, depth: int) -> Tense:
        """To do: ahead, unless what governs it says that it was done (managed to, was forced to)."""
        governor = verb.head
        if governor is verb or governor.tag[0] != "V" or depth > 3:
            return "future"
        if self._cues.get(governor.lemma) != "done":
            return "future"
        return self._of_verb(governor, direct=False, depth=depth + 1)

    def _of_bare_verb(self, verb: Token, depth: int) -> Tense:
        if verb.tag == "VBD":
            return "past"
        if verb.tag in ("VBZ", "VBP"):
            return "present"
        if verb.tag == "MD":
            return "future"
        governor = verb.head
        if governor is not verb and depth <= 3 and (verb.dep == "conj" or verb.tag in ("VBG", "VB")):
            climbed = self._above(governor)
            if climbed is not None:
                return self._of_verb(climbed, direct=False, depth=depth + 1)
        return "past" if verb.tag == "VBN" else "none"

    @staticmethod
    def _above(token: Token) -> Token | None:
        """The token or the first verb above it."""
        for _ in range(LONGEST_CLIMB):
            if token.tag[0] == "V":
                return token
            if token.head is token:
                return None
            token = token.head
        return None

    def of_words(self, text: str, start: int, end: int, sentence: tuple[int, int]) -> Tense:
        """The tense by the nearest telling word before the expression, then after it, without a parse."""
        before = text[max(sentence[0], start - WINDOW) : start]
        clause = _CLAUSE.split(before)[-1]
        for word in reversed(_WORD.findall(clause)):
            tense = self._of_word(word)
            if tense is not None:
                return tense
        for word in _WORD.findall(_CLAUSE.split(text[end : min(sentence[1], end + WINDOW)])[0]):
            tense = self._of_word(word)
            if tense is not None:
                return tense
        return "none"

    def _of_word(self, word: str) -> Tense | None:
        lower = word.lower()
        cue = self._cues.get(lower)
        if lower == "may" and word != lower:
            return None
        if cue in ("will", "scheduled", "ahead") or lower == "to":
            return "future"
        if lower in _PAST_WORDS or (
            lower.endswith("ed") and not lower.endswith("eed") and len(lower) > 3 and word == lower
        ):
            return "past"
        return None
