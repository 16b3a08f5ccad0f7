"""What a figure measures, of whom, when, and who counted it."""

from __future__ import annotations

import re

from dragoman.howmuch.change import dates_baseline
from dragoman.howmuch.draft import Draft, clause_verb, phrase_end
from dragoman.howmuch.exclude import Context
from dragoman.parse.types import Parsed, Sentence, Token
from dragoman.records import Actor, Status
from dragoman.when.types import TimeMention, Times
from dragoman.who.types import Cast

_ACCORDING = re.compile(r"\b[Aa]ccording to (?:the )?([^,.;:\"]+)")
_NEAR = 40  # how far from its subject, in characters, a figure still is told in one breath
_CLAUSE_OPENERS = frozenset(("nsubj", "nsubjpass", "csubj"))
_HYPOTHETICAL = frozenset(("could", "would", "may", "might"))


def measure(draft: Draft, parsed: Parsed) -> tuple[str | None, int, int]:
    """What is counted, in the text's words, and the span of the phrase that says it."""
    noun = draft.noun
    if noun is not None and noun.i > draft.last.i:
        start = draft.tokens[-1].end
        start = draft.sentence.tokens[draft.last.i + 1].start
        end = phrase_end(noun, _limit(draft))
        words = parsed.original(start, end).strip(" -")
        return (re.sub(r"^(?:-|of\s+|of the\s+|as\s+)\s*", "", words) or None), draft.start, end
    following = _complement(draft)
    if following is not None:
        end = phrase_end(following, _limit(draft))
        start = draft.sentence.tokens[draft.last.i + 1].start
        words = re.sub(r"^(?:in|of|worth of|for|from)\s+", "", parsed.original(start, end))
        return words, draft.start, end
    subject = _subject(draft)
    if subject is not None:
        tokens = [t for t in subject.subtree() if t.dep not in ("relcl", "acl") and t.end <= draft.start]
        if tokens:
            start, end = tokens[0].start, _unbroken(tokens).end
            return parsed.original(start, end), (start if draft.start - end < _NEAR else draft.start), draft.end
    return None, draft.start, draft.end


def _unbroken(tokens: list[Token]) -> Token:
    """The last token before the first comma."""
    for k, token in enumerate(tokens):
        if token.lower in (",", "(", ";") and k:
            return tokens[k - 1]
    return tokens[-1]


def _limit(draft: Draft) -> int:
    """The phrase may not run into a comma or the next clause."""
    for token in draft.sentence.tokens[draft.last.i + 1 :]:
        if (token.lower in (",", ";", ":", "(", ")", '"', "-") and token.i > draft.last.i + 1) or token.tag in (
            "VBD",
            "VBZ",
            "VBP",
            "MD",
        ):
            return token.start
    return draft.sentence.end


def _complement(draft: Draft) -> Token | None:
    """ "$400 million in military aid", "$2 billion of goods", "$601 million from a fund"."""
    after = draft.after()
    if after is None or after.lower not in ("in", "of", "for", "from", "worth"):
        return None
    noun = after.child("pobj")
    if noun is None and after.lower == "worth" and (of := draft.after(2)) is not None:
        noun = of.child("pobj")
    return noun if noun is not None and noun.is_noun else None


def _subject(draft: Draft) -> Token | None:
    verb = clause_verb(draft.top)
    if verb is None:
        return None
    subject = verb.child(*_CLAUSE_OPENERS)
    while subject is None and verb.dep in ("conj", "xcomp", "advcl", "acl") and verb.head.is_verb:
        verb = verb.head
        subject = verb.child(*_CLAUSE_OPENERS)
    if subject is None and verb.dep in ("pcomp", "acl", "ccomp") and verb.head.is_noun:
        return verb.head
    return subject if subject is not None and subject.tag not in ("PRP", "WDT", "WP", "EX") else None


def period(draft: Draft, parsed: Parsed, times: Times, context: Context) -> tuple[str | None, TimeMention | None]:
    """The time that the figure is for: the nearest date in its clause that is not the day of a statement."""
    best: tuple[int, TimeMention] | None = None
    verb = clause_verb(draft.top)
    for mention in times.of_sentence(draft.sentence.index):
        if mention.first is None or mention.kind not in ("date", "time") or mention.start < draft.end <= mention.end:
            continue
        if dates_baseline(parsed.text, mention.start, times):
            continue
        anchor = parsed.token_at(mention.start)
        governor = clause_verb(anchor) if anchor is not None else None
        if governor is not None and governor is not verb and governor.lemma in context["source verb"]:
            continue
        after = mention.start - draft.end
        distance = after if after >= 0 else 2 * (draft.start - mention.end)
        same = governor is verb or 0 <= after < 30
        if same and (best is None or distance < best[0]):
            best = distance, mention
    if best is None:
        return None, None
    mention = best[1]
    first, last = mention.first or "", mention.last
    return (first if last in (None, first) else f"{first}/{last}"), mention


def source(draft: Draft, parsed: Parsed, cast: Cast, context: Context) -> str | None:
    """Who counted: the subject of the verb of saying that the figure depends on, or the source "according to" names."""
    sentence = draft.sentence
    text = parsed.text
    if match := _ACCORDING.search(text, sentence.start, sentence.end):
        return _source_name(_tokens_in(sentence, match.start(1), match.end(1)), parsed, cast, context)
    tail = _closing_source(sentence, draft, context)
    if tail:
        return _source_name(tail, parsed, cast, context)
    verb = clause_verb(draft.top)
    for above in [verb, *verb.ancestors()] if verb is not None else []:
        if above.lemma not in context["source verb"]:
            continue
        subject = above.child("nsubj")
        if (
            subject is not None
            and not subject.i <= draft.first.i <= subject.i + 1
            and draft.top not in subject.subtree()
        ):
            return _source_name(_trimmed(subject), parsed, cast, context)
    return None


def _closing_source(sentence: Sentence, draft: Draft, context: Context) -> list[Token]:
    """The words of ", Chinese customs data shows." at the end of a sentence."""
    tokens = [t for t in sentence.tokens if t.tag not in (".", "''", "``")]
    if not tokens or (
        tokens[-1].lemma not in context["source verb"] and tokens[-1].lower.rstrip("s") not in context["source verb"]
    ):
        return []
    for k in range(len(tokens) - 2, draft.last.i, -1):
        if tokens[k].lower == ",":
            return tokens[k + 1 : -1] if len(tokens) - k < 12 else []
    return []


def _trimmed(subject: Token) -> list[Token]:
    return [t for t in subject.subtree() if t.i <= subject.i and t.dep not in ("relcl", "appos", "punct")]


def _tokens_in(sentence: Sentence, start: int, end: int) -> list[Token]:
    return [t for t in sentence.tokens if start <= t.start and t.end <= end]


def _source_name(tokens: list[Token], parsed: Parsed, cast: Cast, context: Context) -> str | None:
    """A name for the source: an actor of the cast, else the words without article and "data"."""
    while tokens and (tokens[0].tag in ("DT", "PRP$") or tokens[0].lower == "that"):
        tokens = tokens[1:]
    for k, token in enumerate(tokens):
        if token.tag in ("VBD", "VBZ", "VBP", "MD", "POS", "WDT", "WP"):
            tokens = tokens[:k]
            break
    counted = bool(tokens) and tokens[-1].lower in context["data noun"]
    while tokens and tokens[-1].lower in context["data noun"]:
        tokens = tokens[:-1]
    if not any(t.is_noun or t.tag == "PRP" for t in tokens):
        return None
    for token in reversed(tokens):
        mention = cast.at(token)
        if mention is not None and mention.actors and not counted:
            return mention.actors[0].person or mention.actors[0].name
    if tokens[-1].tag == "PRP":
        return None
    return parsed.original(tokens[0].start, tokens[-1].end)


def status(draft: Draft) -> Status | None:
    """Planned, hypothetical or negated, where the verb says so."""
    verb = clause_verb(draft.top)
    if verb is None:
        return None
    helpers = {c.lower for c in verb.children if c.dep in ("aux", "auxpass", "neg") and c.i < verb.i}
    if helpers & {"will", "'ll", "shall"} or (
        verb.dep == "xcomp" and verb.head.lemma in ("plan", "intend", "aim", "pledge", "promise", "expect")
    ):
        return "planned"
    if helpers & _HYPOTHETICAL:
        return "hypothetical"
    return "negated" if helpers & {"not", "n't", "never"} else None


def actors(
    start: int, end: int, sentence: Sentence, cast_by_sentence: dict[int, list[tuple[int, int, tuple[Actor, ...]]]]
) -> tuple[Actor, ...]:
    """The actors whose names stand in the words of the figure."""
    out: list[Actor] = []
    for mention_start, mention_end, found in cast_by_sentence.get(sentence.index, ()):
        if start <= mention_start and mention_end <= end:
            out.extend(a for a in found if a not in out)
    return tuple(out)
