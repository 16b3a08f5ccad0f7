"""The persons of one document: office holders by the dated table, and everybody it gives a full name."""

from __future__ import annotations

from dragoman.records import Actor
from dragoman.who.lexicon import unaccented
from dragoman.who.people import LESSER, People, Term, surname

_POSTS = {
    "president": ("head_of_state", "head_of_government"),
    "king": ("head_of_state",),
    "queen": ("head_of_state",),
    "emir": ("head_of_state",),
    "sultan": ("head_of_state", "head_of_government"),
    "emperor": ("head_of_state",),
    "supreme leader": ("head_of_state",),
    "prime minister": ("head_of_government",),
    "premier": ("head_of_government",),
    "chancellor": ("head_of_government",),
    "taoiseach": ("head_of_government",),
    "foreign minister": ("foreign_minister",),
    "secretary of state": ("foreign_minister",),
    "foreign secretary": ("foreign_minister",),
}

_LEADERS = (
    "president",
    "prime minister",
    "chancellor",
    "king",
    "queen",
    "emir",
    "sultan",
    "supreme leader",
    "emperor",
    "premier",
)


class Roster:
    """Who a name stands for in this document."""

    def __init__(self, people: People, date: str | None, country_names: dict[str, str]) -> None:
        self._people, self._date, self._country_names = people, date, country_names
        self._known: dict[str, list[Actor]] = {}
        self._named: list[Actor] = []

    def actor_of(self, terms: list[Term], country: str | None = None) -> tuple[Actor, str] | None:
        """The person of these terms, with the office at the document date, and why; None where it could be several."""
        terms = [t for t in terms if t.counts(self._date)]
        if not terms:
            return None
        if country is not None:
            terms = [t for t in terms if t.country == country] or terms
        persons = {(t.name, t.country) for t in terms}
        if len({name for name, _ in persons}) > 1:
            terms = [t for t in terms if self._date and t.covers(self._date)]
            if len({t.name for t in terms}) != 1:
                return None
        return self._actor(terms)

    def _actor(self, terms: list[Term]) -> tuple[Actor, str]:
        date = self._date
        newest = max(terms, key=lambda t: t.start)
        base = Actor(name=newest.name, text="", start=0, end=0, code=newest.country, person=newest.name)
        if date is None:
            return _with(base, sector="GOV"), f"who.person: {newest.title}, no document date"
        current = [t for t in terms if t.covers(date)]
        if current:
            term = max(current, key=lambda t: (t.post not in LESSER and t.post != "foreign_minister", t.start))
            return (
                _with(base, code=term.country, sector=LESSER.get(term.post, "GOV"), office=self._office(term)),
                f"who.person: {self._office(term)} {term.start} to {term.end or 'now'}",
            )
        past = [t for t in terms if t.end is not None and t.end < date]
        if past:
            term = max(past, key=lambda t: t.start)
            return (
                _with(
                    base, code=term.country, sector="ELI", other_sectors=("GOV",), office="former " + self._office(term)
                ),
                f"who.person: {self._office(term)} {term.start} to {term.end}",
            )
        return base, f"who.person: {self._office(newest)} only from {newest.start}"

    def _office(self, term: Term) -> str:
        if " of " in term.title:
            return term.title
        return f"{term.title} of {self._country_names.get(term.country, term.country)}"

    def holder(self, role: str, country: str) -> tuple[Actor, str] | None:
        """Who "the US president" is at the document date."""
        if self._date is None:
            return None
        for post in _POSTS.get(role, ()):
            term = self._people.holder(country, post, self._date)
            if term is not None and _fits(role, term.title):
                return self._actor([term])
        return None

    def titled(self, role: str, country: str) -> tuple[Actor, str] | None:
        """Whom the document itself names as "the US president": it knows better than a table."""
        named = {a.person: a for a in self._named if a.code == country and _office_is(a, role)}
        if len(named) != 1:
            return None
        actor = next(iter(named.values()))
        return actor, f"who.story: the {role} is {actor.name}"

    def add(self, actor: Actor) -> None:
        """Somebody the document names in full."""
        if actor.person is None:
            return
        self._named.append(actor)
        for form in _forms(actor):
            found = self._known.setdefault(form, [])
            if all(a.person != actor.person for a in found):
                found.append(actor)

    def replace(self, actor: Actor) -> None:
        """Know more of somebody who was added."""
        for found in self._known.values():
            for i, known in enumerate(found):
                if known.person == actor.person:
                    found[i] = actor

    def names(self, text: str) -> bool:
        """Whether the document names somebody so."""
        return text in self._known

    def leader(self, country: str) -> tuple[Actor, str] | None:
        """The leader of a state whom the document names."""
        for actor in self._named:
            office = (actor.office or "").lower()
            if actor.code == country and actor.sector == "GOV" and any(office.startswith(p) for p in _LEADERS):
                return actor, "who.leader: named in full"
        return None

    def by_surname(
        self, name: str, country: str | None, role: str | None, nearby: set[str]
    ) -> tuple[Actor, str] | None:
        """Whom a family name stands for: somebody named in full before, else an office holder at the document date.

        An office holder's country must be that of the title, or one of those `nearby` in the text; or `role` is the
        very office.
        """
        if name.isupper() and len(name) > 3:
            name = name.title()
        known = self._known.get(name) or self._known.get(unaccented(name))
        if known:
            officials = [a for a in known if a.sector in ("GOV", "ELI")] or known
            return officials[0], "who.surname: named in full"
        terms = self._people.by_surname.get(name)
        if not terms:
            return None
        if self._date is None:
            return self._undated(name, terms, country, role, nearby)
        countries = {country} if country is not None else nearby
        now = {t.name for t in terms if t.covers(self._date)}
        sure = {t.name for t in terms if t.name in now and t.country in countries}
        if not sure and country is None and role is not None:
            sure = {t.name for t in terms if t.name in now and role in t.title.lower()}
        if not sure and country is not None:
            sure = {t.name for t in terms if t.country == country}
        return self._actor([t for t in terms if t.name in sure]) if len(sure) == 1 else None

    def _undated(
        self, name: str, terms: list[Term], country: str | None, role: str | None, nearby: set[str]
    ) -> tuple[Actor, str] | None:
        """Without a document date: the country that all holders of the name and title share, the person if only one."""
        countries = {country} if country is not None else nearby
        found = [t for t in terms if t.country in countries]
        if role is not None:
            found = [t for t in found or terms if role in t.title.lower()]
        persons = sorted({t.name for t in found})
        if not found or len({t.country for t in found}) != 1:
            return None
        if len(persons) == 1:
            return self._actor(found)
        actor = Actor(
            name=name, text="", start=0, end=0, code=found[0].country, sector="GOV", candidates=tuple(persons)
        )
        return actor, "who.surname: several of the name and title, no document date"


def _fits(role: str, title: str) -> bool:
    """A president is no king, though both are heads of state."""
    lowered = title.lower()
    if role in ("prime minister", "premier", "chancellor", "taoiseach"):
        return True
    if role in ("secretary of state", "foreign secretary", "foreign minister"):
        return True
    return role in lowered


def _forms(actor: Actor) -> set[str]:
    person = actor.person or ""
    family = surname(person, actor.code)
    forms = {family, person}
    if "-" in family and family.split("-", 1)[0].lower() in ("al", "el"):
        forms.add(family.split("-", 1)[1])
    last = person.rsplit(" ", 1)[-1]
    if last.lower() not in ("jr", "jr.", "ii", "iii", "iv", "xiv", "xvi"):
        forms.add(last)
    return forms | {unaccented(f) for f in forms}


def _with(actor: Actor, **changes: object) -> Actor:
    import msgspec

    return msgspec.structs.replace(actor, **changes)


def _office_is(actor: Actor, role: str) -> bool:
    """Whether a person's office, "Foreign Minister of Norway", is that of a role's word."""
    return actor.office is not None and actor.office.partition(" of ")[0].lower() == role
