"""The grammar of reported speech: who speaks, and which words of the sentence are theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dragoman.parse.types import Token
from dragoman.said.types import Cue

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_RELATIVE = frozenset({"WDT", "WP"})
_LOOSE = frozenset({"relcl", "acl", "advcl", "appos", "parataxis", "punct", "prep"})
_CLIMB = frozenset({"conj", "advcl", "xcomp", "parataxis", "dep", "ccomp"})
Piece = tuple[int, int]


def is_passive(verb: Token) -> bool:
    """A participle without "have": the grammatical subject is spoken of or to, it does not speak."""
    if verb.child("auxpass") or verb.child("nsubjpass"):
        return True
    if verb.tag != "VBN" or verb.child("nsubj"):
        return False
    if any(c.dep == "aux" for c in verb.children):
        return False
    return verb.dep != "conj" or is_passive(verb.head)


def speaker_of(verb: Token, documents: frozenset[str] = frozenset()) -> Token | None:
    """The head of the phrase that speaks: the verb's subject, or its governor's; None where nobody is named."""
    if is_passive(verb):
        agent = verb.child("agent")
        return agent.child("pobj") if agent else None
    current = _main_clause(verb) or verb
    for _ in range(8):
        subject = current.child("nsubj", "csubj")
        if subject is not None:
            if subject.tag in _RELATIVE and current.dep == "relcl":
                return current.head
            return None if subject.tag in _RELATIVE or subject.is_verb else subject
        if current is not verb and (passive := current.child("nsubjpass")):
            agent = current.child("agent")
            by = agent.child("pobj") if agent and current.lemma not in ("quote", "cite") else None
            return by or passive
        head = current.head
        if current.dep == "acl" and head.lemma in documents and head.dep == "dobj":
            current = head.head
            continue
        if current.dep in ("acl", "relcl") and (head.is_noun or head.tag == "PRP"):
            return head
        if current.dep == "pcomp" and head is not current:
            current = head.head
            if current.is_noun:
                return current
        elif current.dep in _CLIMB and head is not current:
            if head.is_noun:
                return head if current.dep != "conj" else None
            current = head
        else:
            break
    return _inverted(verb)


def _main_clause(verb: Token) -> Token | None:
    """ "Denied that talks were over, saying ...": after a comma a participle goes with the main clause.

    None where the parse has it so, or where it is no such participle.
    """
    head = verb.head
    if verb.tag != "VBG" or verb.dep != "advcl" or head.i > verb.i or not _after_comma(verb):
        return None
    while head.head is not head and (head.dep == "ccomp" or (head.dep == "acl" and _has_that(head))):
        head = next((t for t in head.ancestors() if not t.is_noun), head.head)
    return head if head is not verb.head and head.is_verb and head.i < verb.i else None


def _has_that(clause: Token) -> bool:
    return any(c.lower == "that" and c.dep == "mark" for c in clause.children)


def _after_comma(token: Token) -> bool:
    """Also a comma inside the quotation that ends before the word."""
    before = [t.text for t in token.sentence.tokens[max(0, token.i - 2) : token.i]]
    return before[-1:] == [","] or before == [",", '"']


def _inverted(verb: Token) -> Token | None:
    """ "said Costa", where the parser takes the speaker for an object."""
    if verb.head is verb and verb.tag == "VBD":
        after = [c for c in verb.children if c.i > verb.i and c.dep in ("dobj", "attr", "oprd") and c.tag == "NNP"]
        return after[0] if after else None
    return None


def core(token: Token) -> list[Token]:
    """The tokens of a noun phrase without its relative clauses, appositions and trailing clauses."""
    out, stack = [], [token]
    while stack:
        current = stack.pop()
        out.append(current)
        for child in current.children:
            if child.dep in ("relcl", "advcl", "appos", "parataxis", "punct") or (
                child.dep == "acl" and child.i > current.i
            ):
                continue
            if (
                (child.dep == "case" and current is not token)
                or child.i < current.i
                or child.dep in ("prep", "pobj", "conj", "cc", "nummod")
            ):
                stack.append(child)
    out.sort(key=lambda t: t.i)
    return out


def cluster_start(verb: Token, speaker: Token) -> int:
    """Where the words of the cue begin: the speaker, the verb, or an adverb or auxiliary before it."""
    first = verb
    for child in verb.children:
        if child.dep in ("aux", "advmod", "neg") and first.i > child.i >= verb.i - 4:
            first = child
    if speaker.sentence is verb.sentence and speaker.i < verb.i:
        first = min(first, speaker.subtree()[0], key=lambda t: t.i)
    return first.start


def cluster_end(verb: Token, speaker: Token) -> int:
    """The place in the sentence where the words of a cue in the middle end: "..., the minister said on Monday, ..."."""
    last = verb.i
    if speaker.sentence is verb.sentence and speaker.i > verb.i:
        last = core(speaker)[-1].i
    for child in verb.children:
        if child.i > verb.i and child.dep in ("prep", "npadvmod", "advmod", "dative", "dobj", "prt", "agent"):
            last = max(last, child.subtree()[-1].i)
    return last


def right_end(verb: Token, begin: Token, cues: Mapping[str, Cue], documents: frozenset[str], clause: bool) -> Token:
    """The last word of what is said, when it begins at `begin` after the verb."""
    last = begin
    for child in sorted(verb.children, key=lambda t: t.i):
        members = child.subtree()
        if members[-1].i < begin.i:
            continue
        if (
            child.dep != "punct"
            and child.i > begin.i
            and members[0].i > begin.i
            and _stops(child, cues, documents, clause)
        ):
            break
        if child.dep not in ("nsubj", "punct"):
            last = max(last, members[-1], key=lambda t: t.i)
    return _before_another_cue(begin, last, verb, cues)


def _stops(child: Token, cues: Mapping[str, Cue], documents: frozenset[str], clause: bool) -> bool:
    if child.dep == "conj":
        if not clause or child.lemma in cues:
            return True
        return not (child.child("nsubj", "nsubjpass") or any(c.tag == "MD" for c in child.children))
    if child.dep in ("advcl", "parataxis"):
        marks = {c.lower for c in child.children if c.dep in ("mark", "advmod")}
        return (
            child.lemma in cues
            or (child.tag == "VBG" and "while" in marks)
            or (not clause and child.dep == "parataxis")
        )
    if child.dep == "prep":
        thing = child.child("pobj")
        return child.lower == "according" or (thing is not None and child.lower == "in" and thing.lemma in documents)
    return False


def _before_another_cue(begin: Token, last: Token, verb: Token, cues: Mapping[str, Cue]) -> Token:
    """Cut where the speaker is made to speak again: ", adding that ...", "but denied that ..."."""
    tokens = verb.sentence.tokens
    for token in tokens[begin.i + 1 : last.i + 1]:
        if speaks_again(token, verb, cues) or _narrator_resumes(token) or _quoted_by_another(token, cues):
            stop = max(token.i - 1, begin.i)
            while stop > begin.i and (tokens[stop].dep in ("advmod", "aux") or tokens[stop].tag == "RB"):
                stop -= 1
            while stop > begin.i and tokens[stop].dep in ("cc", "punct"):
                stop -= 1
            return tokens[stop]
    return last


def _narrator_resumes(token: Token) -> bool:
    """ "Must end now," referring to ...: what a participle adds after the quotation and its comma is not quoted."""
    tokens = token.sentence.tokens
    before = [t.text for t in tokens[max(0, token.i - 2) : token.i]]
    return before == [",", '"'] and (token.tag == "VBG" or token.lower == "while")


def _quoted_by_another(colon: Token, cues: Mapping[str, Cue]) -> bool:
    """ "Had doubts: "It will not last," Costa predicted": the quotation has a cue after it."""
    tokens = colon.sentence.tokens
    if colon.text != ":" or [t.text for t in tokens[colon.i + 1 : colon.i + 2]] != ['"']:
        return False
    end = next((t.i for t in tokens[colon.i + 2 :] if t.text == '"'), 0)
    return end > 0 and tokens[end - 1].text == "," and any(t.lemma in cues for t in tokens[end + 1 : end + 7])


def speaks_again(token: Token, verb: Token, cues: Mapping[str, Cue]) -> bool:
    """A second cue inside the content: a participle after a comma, or a joined verb without a subject."""
    cue = cues.get(token.lemma)
    if cue is None or not token.is_verb or token.child("nsubj", "nsubjpass") or not has_complement(token):
        return False
    before = token.sentence.tokens[token.i - 1]
    if token.tag == "VBG":
        return token.dep in ("advcl", "acl", "conj", "dep", "xcomp") and (_after_comma(token) or before.tag == "RB")
    if token.dep != "conj" or token.tag not in ("VBD", "VBZ", "VBN") or token.child("aux", "auxpass"):
        return False
    if token.tag not in (verb.tag, "VBN"):
        return False
    subject = token.head.child("nsubj", "nsubjpass")
    return subject is None or subject.tag not in ("NNP", "NNPS") or token.head.tag != token.tag or token.head is verb


def has_complement(verb: Token) -> bool:
    """Whether something is said: a clause, an object, or an opening quotation mark follows."""
    if any(c.dep in ("ccomp", "xcomp", "dobj", "oprd") and c.i > verb.i for c in verb.children):
        return True
    following = verb.sentence.tokens[verb.i + 1 : verb.i + 3]
    return any(t.text in ('"', "that", ":") for t in following)


def strip_start(tokens: list[Token], start: int) -> int:
    """Past quotation marks, commas, "that" and the like, to the first word of the content."""
    while start < len(tokens) - 1 and (
        tokens[start].tag in ("``", "''", ",", ":", ".") or tokens[start].text in "\"'-"
    ):
        start += 1
    token = tokens[start]
    if token.lower == "that" and token.dep in ("mark", "complm", "advmod") and start < len(tokens) - 1:
        return strip_start(tokens, start + 1)
    return start


def strip_end(tokens: list[Token], end: int) -> int:
    """The offset where the last word of the content ends: a closing comma, stop or quotation mark is left out."""
    while end > 0 and (tokens[end].tag in ("``", "''", ",", ":", ".", "-RRB-") or tokens[end].dep == "cc"):
        end -= 1
    return tokens[end].end


def leftmost(tokens: Iterable[Token]) -> Token:
    return min(tokens, key=lambda t: t.i)
