"""The sentences that the small model is trained on: by hand, from the cases of the rules, and made from their patterns.

Each is a text, the spans of its source and target, the event that joins them, and where it comes from.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from dragoman.knowledge.files import Library
from dragoman.what.cases import Yes, load_cases
from dragoman.what.lexicon import EventLexicon
from dragoman.what.patterns import PREPOSITIONS, alternatives
from dragoman.what.types import Rule
from dragoman.who.types import Cast, Mention

FOLDER = Path(__file__).resolve().parent / "training"
HAND = ("conflict.tsv", "cooperation.tsv", "further.tsv", "knotty.tsv", "negated.tsv")
SOURCES = """
Norway|Brazil|Kenya|the French government|Russian troops|the Pakistani army|Mexico's president|Thai police|Beijing|
the UN mission|Rwandan rebels|the Turkish foreign minister|lawmakers in Seoul|the Peruvian opposition|Washington|NATO|
Kurdish fighters|Indian officials|the European Union|a court in Cairo|protesters in Tunis|Iran
""".replace("\n", "").split("|")
TARGETS = """
Hungary|Chad|Vietnam|the Syrian opposition|Ukrainian soldiers|the Nigerian government|Japan's prime minister|
the Afghan refugees|Caracas|Serbia|a Dutch company|the Israeli embassy|Bolivian farmers|two German reporters|Taiwan|
the Red Cross|Somali militants|Greece|Yemen|the Polish ambassador|Sudan|Haiti's police
""".replace("\n", "").split("|")
ADJUNCTS = """
| on Tuesday| in Geneva| after weeks of tension| despite an outcry| last month|, state media reported|
 for the second time this year|, officials said on Friday| near the border| at a summit in Vienna
""".replace("\n", "").split("|")
# What may lead to a target that a pattern doesn't name.
LOOSE = ("in", "for", "of", "against", "with", "to")

# How many of the patterns are also put below a frame (training/frames.tsv), and which events fit which.
FRAMED = 0.35
KIND = frozenset(("AID", "CONCEDE", "CONSULT", "COOPERATE", "RETREAT", "SUPPORT"))
BLOW = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION"))


class Sentence(NamedTuple):
    text: str
    source: tuple[int, int]
    target: tuple[int, int]
    event: str
    origin: str


def by_hand() -> Iterator[Sentence]:
    """Those of training/*.tsv, in which <s> and <t> mark the two."""
    for name in HAND:
        with (FOLDER / name).open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield marked(row["sentence"], row["event"], "hand")


def marked(text: str, event: str, origin: str) -> Sentence:
    """A sentence without its marks, with their offsets."""
    found: dict[str, int] = {}
    for tag in sorted(("<s>", "</s>", "<t>", "</t>"), key=text.index):
        found[tag] = text.index(tag)
        text = text.replace(tag, "", 1)
    return Sentence(text, (found["<s>"], found["</s>"]), (found["<t>"], found["</t>"]), event, origin)


def from_cases(library: Library, rules: dict[str, Rule], casts: Iterable[Cast]) -> Iterator[Sentence]:
    """The cases that name two parties; `casts` are those of their texts, in order."""
    for (rule, yes), cast in zip(case_rows(library), casts, strict=True):
        actors = [m for m in cast.mentions if _has(m, yes.actor)]
        others = [m for m in cast.mentions if _has(m, yes.recipient or yes.actor)]
        pair = next(((a, b) for a in actors for b in others if a.end <= b.start or b.end <= a.start), None)
        if pair is not None and rule in rules:
            a, b = pair
            yield Sentence(yes.text, (a.start, a.end), (b.start, b.end), rules[rule].event, "case")


def case_rows(library: Library) -> list[tuple[str, Yes]]:
    return [(rule, yes) for rule, (_, cases) in sorted(load_cases(library).items()) for yes in cases.yes if yes.actor]


def _has(mention: Mention, codes: tuple[str, ...]) -> bool:
    return any(a.code in codes for a in mention.actors)


def from_patterns(lexicon: EventLexicon, most: int, seed: int) -> Iterator[Sentence]:
    """Sentences made from the patterns of the rules, at most so many for each."""
    chance = random.Random(seed)
    maker = _Maker(lexicon, chance)
    for ident in sorted(lexicon.rules):
        rule = lexicon.rules[ident]
        for source in rule.verbs:
            choices = 1 + source.count("|")
            for _ in range(min(most, choices)):
                yield marked(maker.of_verb(source), rule.event, "pattern")
            framed = maker.framed(source, rule.event)
            if framed is not None:
                event, text = framed
                yield marked(text, event, "pattern")
        for source in rule.nouns:
            yield marked(maker.of_noun(source), rule.event, "pattern")


class _Maker:
    def __init__(self, lexicon: EventLexicon, chance: random.Random) -> None:
        self.lexicon, self.chance = lexicon, chance
        with (FOLDER / "frames.tsv").open(encoding="utf-8", newline="") as handle:
            self.frames = [(r["event"], r["of"], r["frame"]) for r in csv.DictReader(handle, delimiter="\t")]
        with (FOLDER / "irregular.tsv").open(encoding="utf-8", newline="") as handle:
            self.irregular = {r["lemma"]: r for r in csv.DictReader(handle, delimiter="\t")}

    def of_verb(self, source: str) -> str:
        words = source.split()
        start = next(i for i, w in enumerate(words) if w[:2] not in ("A", "B", "A:", "B:") and w != "and")
        verb = self.chance.choice(words[start].split("|"))
        rest = words[start + 1 :]
        inverse = words[0].startswith("B")
        one = self._party("B" if inverse else "A")
        missing = "A" if inverse else "B"
        if not any(w.partition(":")[0] == missing for w in rest):
            rest = [*rest, self.chance.choice(LOOSE), missing]
        after = self._after(rest)
        if rest and rest[0].split(":")[0] == "B" and self.chance.random() < 0.3:
            party, _, tail = after.partition("</t>")
            subject = f"{party}</t>"
            text = f"{subject} {self.chance.choice(('was', 'has been'))} {self._participle(verb)}{tail} by {one}"
        else:
            said = self.chance.choice((self._past(verb), f"has {self._participle(verb)}", self._past(verb)))
            text = f"{one} {said} {after}"
        return self._done(text)

    def framed(self, source: str, event: str) -> tuple[str, str] | None:
        """The pattern as what is refused, promised or threatened, and the event of that."""
        if self.chance.random() > FRAMED or source.split()[1] == "and" or not source.startswith("A"):
            return None
        kind = "kind" if event in KIND else "blow" if event in BLOW else ""
        made, frame = self.chance.choice([f for f in self.frames if f[1] in ("any", kind)])[::2]
        verb, *rest = source.split()[1:]
        if not any(w.partition(":")[0] == "B" for w in rest):
            rest = [*rest, self.chance.choice(LOOSE), "B"]
        clause = f"{self.chance.choice(verb.split('|'))} {self._after(rest)}"
        return made, self._done(f"{self._party('A')} {frame.removeprefix('A ').removesuffix('V')}{clause}")

    def of_noun(self, source: str) -> str:
        words = source.split()
        owner = words.pop(0)[0] if words[0] in ("A's", "B's") else ""
        if not owner and not any(w.partition(":")[0] == "B" for w in words):
            words = [*words, self.chance.choice(LOOSE), "B"]
        noun = self._after(words)
        if owner:
            other = "A" if owner == "B" else "B"
            by = (
                ""
                if any(w.partition(":")[0] == other for w in words)
                else f" {'by' if other == 'A' else 'of'} {self._party(other)}"
            )
            text = f"{self._party(owner)}'s {noun}{by}"
        elif self.chance.random() < 0.5:
            text = f"{self._party('A')}'s {noun}"
        else:
            text = f"the {noun} by {self._party('A')}"
        ending = self.chance.choice(("was in the news", "made headlines", "came on Monday", "surprised many"))
        return self._done(f"{text} {ending}")

    def _done(self, text: str) -> str:
        text = " ".join(f"{text}{self.chance.choice(ADJUNCTS)}.".split())
        return text[0].upper() + text[1:] if text[0] != "<" else text[:3] + text[3].upper() + text[4:]

    def _party(self, slot: str) -> str:
        tag, names = ("s", SOURCES) if slot == "A" else ("t", TARGETS)
        return f"<{tag}>{self.chance.choice(names)}</{tag}>"

    def _after(self, words: list[str]) -> str:
        out = []
        for word in words:
            if word.partition(":")[0] in ("A", "B"):
                out.append(self._party(word[0]))
            elif word == "<verb>":
                out.append(self.chance.choice(("leave", "talk", "stop", "act")))
            elif word == "<clause>":
                out.append("it had no choice")
            else:
                chosen = self._choose(word)
                article = chosen not in PREPOSITIONS and chosen not in ("to", "that", "as") and self._bare(out)
                out.append(f"{self.chance.choice(('the', 'its', 'a', 'new'))} {chosen}" if article else chosen)
        return " ".join(out)

    def _bare(self, out: list[str]) -> bool:
        return self.chance.random() < 0.6 and (not out or out[-1] in PREPOSITIONS)

    def _choose(self, word: str) -> str:
        if set(word.split("|")) <= PREPOSITIONS:
            return self.chance.choice(word.split("|"))
        words, classes = alternatives(word)
        pool = sorted(words.union(*(self.lexicon.class_words.get(c, ()) for c in classes)))
        return self.chance.choice(pool) if pool else "reasons of its own"

    def _past(self, verb: str) -> str:
        return self.irregular[verb]["past"] if verb in self.irregular else _regular(verb)

    def _participle(self, verb: str) -> str:
        return self.irregular[verb]["participle"] if verb in self.irregular else _regular(verb)


def _regular(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in "aeou":
        return verb[:-1] + "ied"
    return verb + "ed"
