"""The sentences beside the rules, read and run: every rule's examples against the whole rule set."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from dragoman.errors import KnowledgeError
from dragoman.knowledge.files import PACKAGE, Library
from dragoman.records import Event

CASE_DATE = "2024-05-14"


class Yes(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sentence in which the rule must find an event with these codes among its parties."""

    text: str
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    status: str | None = None


class No(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sentence in which the rule must decide nothing; `reads` is the event that must be found instead."""

    text: str
    reads: str | None = None
    why: str | None = None


class Cases(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The sentences of one rule."""

    yes: tuple[Yes, ...]
    no: tuple[No, ...]


class Case(msgspec.Struct, frozen=True):
    """One sentence to run: its rule, its file, and what is wanted of it."""

    rule: str
    file: str
    wanted: Yes | No


def load_cases(library: Library) -> dict[str, tuple[str, Cases]]:
    """The cases of each rule id, with the file they stand in. Raises KnowledgeError on a broken file."""
    out: dict[str, tuple[str, Cases]] = {}
    for name in library.names("what/cases"):
        for root in (PACKAGE, library.user_folder):
            path = Path(root) / name if root is not None else None
            if path is None or not path.is_file():
                continue
            text = path.read_text(encoding="utf-8")
            try:
                content = tomllib.loads(text)
            except tomllib.TOMLDecodeError as error:
                raise KnowledgeError(str(path), None, None, f"not TOML: {error}") from error
            for rule, raw in content.items():
                try:
                    out[rule] = (str(path), msgspec.convert(raw, Cases))
                except msgspec.ValidationError as error:
                    line = text[: text.find(f'["{rule}"]')].count("\n") + 1
                    raise KnowledgeError(str(path), line, rule, str(error)) from error
    return out


def each_case(cases: dict[str, tuple[str, Cases]]) -> Iterator[Case]:
    """Every sentence of every rule."""
    for rule, (file, of_rule) in cases.items():
        yield from (Case(rule, file, yes) for yes in of_rule.yes)
        yield from (Case(rule, file, no) for no in of_rule.no)


def verdict(case: Case, events: list[Event]) -> str | None:
    """What is wrong with a reading of the case's sentence; None where it holds."""
    decided = [e for e in events if e.why and _names(e.why[0], case.rule)]
    got = "; ".join(_shown(e) for e in events) or "no event"
    wanted = case.wanted
    if isinstance(wanted, No):
        if decided:
            return f"must not be read by {case.rule}, but gave {got}"
        if wanted.reads and all(e.event != wanted.reads for e in events):
            return f"must be read as {wanted.reads}, but gave {got}"
        return None
    for event in decided:
        actors = {a.code or a.name for a in event.actor}
        recipients = {a.code or a.name for a in event.recipient}
        parties = set(wanted.actor) <= actors and set(wanted.recipient) <= recipients
        if parties and wanted.status in (None, event.status):
            return None
    side = f"{list(wanted.actor)} -> {list(wanted.recipient)} {wanted.status or ''}"
    return f"must be read by {case.rule} as {side}, but gave {got}"


def run_cases(library: Library, read: Callable[[list[str]], Iterator[list[Event]]]) -> list[str]:
    """Run every case; `read` gives the events of each of many texts. Returns what fails, one line each."""
    cases = list(each_case(load_cases(library)))
    failures = []
    for case, events in zip(cases, read([c.wanted.text for c in cases]), strict=True):
        wrong = verdict(case, events)
        if wrong is not None:
            failures.append(f"{Path(case.file).name}: {case.rule}: {case.wanted.text!r} {wrong}")
    return failures


def rules_without_cases(rules: dict[str, object], cases: dict[str, tuple[str, Cases]]) -> list[str]:
    """Rules that lack a sentence to read and one not to read, and cases of rules that do not exist."""
    out = [f"{rule}: has no cases" for rule in rules if rule not in cases]
    out += [f"{rule}: needs a yes and a no" for rule, (_, c) in cases.items() if rule in rules and not (c.yes and c.no)]
    out += [f"{rule}: cases of a rule that does not exist" for rule in cases if rule not in rules]
    return out


def _names(why: str, rule: str) -> bool:
    return why.startswith(f"{rule}: ")


def _shown(event: Event) -> str:
    actors = ",".join(a.code or a.name for a in event.actor)
    recipients = ",".join(a.code or a.name for a in event.recipient)
    rule = event.why[0].split(":")[0] if event.why else "?"
    return f"{event.event} {actors}->{recipients} {event.status} by {rule}"
