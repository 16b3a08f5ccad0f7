"""Whom a family name alone means, where the text has named somebody of that name in full: the last one."""

from __future__ import annotations

from bisect import bisect_left

import msgspec

from dragoman.records import Actor
from dragoman.who.draft import Draft, Scene


def by_full_names(scene: Scene) -> None:
    """ "Usman Khan stabbed several people. Khan was shot": not the mayor of that name, who is named later."""
    full = sorted((d for d in scene.drafts if _is_full(d)), key=lambda d: d.start)
    named: dict[str, list[Draft]] = {}
    for draft in full:
        words = draft.actors[0].name.split(" ")
        for word in {words[0], words[-1]}:
            named.setdefault(word, []).append(draft)
    for draft in scene.drafts:
        name = scene.parsed.text[draft.start : draft.end]
        same = named.get(name)
        if same is None or draft.kind not in ("person", "unknown") or len(draft.actors) != 1:
            continue
        actor = draft.actors[0]
        at = bisect_left([d.start for d in same], draft.start)
        meant = same[at - 1].actors[0] if at else None
        if any(d.actors[0].name == actor.name for d in same[:at]):
            continue  # both are named in full: the official is spoken of
        if meant is not None and _other(actor, meant, name):
            draft.actors = [msgspec.structs.replace(meant, text=actor.text, start=actor.start, end=actor.end)]
            draft.kind, draft.plural = "person", False
            draft.why = [f"who.surname: {meant.name}, named in full before"]


def _is_full(draft: Draft) -> bool:
    if draft.kind != "person" or len(draft.actors) != 1 or draft.actors[0].person is None:
        return False
    name = draft.actors[0].name
    return 0 < name.count(" ") < 4 and name.rsplit(" ", 1)[-1] in draft.actors[0].text


def _other(actor: Actor, meant: Actor, name: str) -> bool:
    """Whether another person of the name was meant; a first name alone means nobody ("Li" is no first name)."""
    if actor.person is None or actor.name == meant.name:
        return False
    return name in (actor.name.split(" ")[0], actor.name.split(" ")[-1])
