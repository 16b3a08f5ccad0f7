"""One self-contained page: the text with every record's words marked, and the records beside it.

Nothing is fetched, and a content policy lets nothing run or style but the page's own script and style sheet.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache
from html import escape
from importlib.resources import files

from dragoman.reading import Reading
from dragoman.records import Check, Event, Statement
from dragoman.text.document import paragraphs, plain
from dragoman.views import wording
from dragoman.views.marks import LETTERS, Mark, Piece, Place, marks, pieces, places
from dragoman.views.select import KINDS

_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def page(readings: Sequence[Reading]) -> str:
    """The page of one or more readings."""
    style, script = _resource("page.css"), _resource("page.js")
    title = next((r.document.title or r.document.id for r in readings), "nothing read")
    more = f" and {len(readings) - 1} more" if len(readings) > 1 else ""
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )
    body = "\n".join(_report(reading, number) for number, reading in enumerate(readings, 1))
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{_shown(title)}{more} · Dragoman</title>
<style>{style}</style>
</head>
<body>
<nav aria-label="Kinds of record">
<strong>Dragoman</strong>
{_toggles(readings)}
</nav>
<main>
{body or "<p>Nothing was read.</p>"}
</main>
<div id="card" role="tooltip" hidden></div>
<script>{script}</script>
</body>
</html>
"""


@cache
def _resource(name: str) -> str:
    return files("dragoman.views").joinpath(name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def _shown(text: str) -> str:
    """A text of the document, escaped; what HTML cannot carry is replaced, one code point by one."""
    return escape(_UNFIT.sub("\ufffd", text.replace("\r", " ")))


def _quoted(text: str) -> str:
    """Words of the document within our own, kept from turning the direction of these."""
    return f"<bdi>{_shown(text)}</bdi>"


def _toggles(readings: Sequence[Reading]) -> str:
    out = []
    for kind in KINDS:
        number = sum(len(getattr(reading, kind)) for reading in readings)
        out.append(
            f'<label class="toggle {kind[:-1]}"><input type="checkbox" id="show-{kind[:-1]}" checked>'
            f'<b class="letter">{LETTERS[kind]}</b><span class="line">{kind.capitalize()}</span> '
            f"<small>{number}</small></label>"
        )
    return "\n".join(out)


def _report(reading: Reading, number: int) -> str:
    document = reading.document
    marked = marks(reading)
    title = document.title
    repeated = title is not None and document.text.lstrip().startswith(title)
    heading = f"<h1>{_shown(title)}</h1>" if title and not repeated else ""
    meta = [document.id, wording.date_words(document), f"{len(document.text.split()):,} words", *document.notes]
    source = " · ".join(_quoted(m) for m in meta)
    return f"""<section class="report">
<header>{heading}<p class="meta">{source}</p></header>
<article aria-label="The text">{_text(document.text, places(marked, len(document.text)), number)}</article>
<aside aria-label="The records">{_list(marked, number)}</aside>
</section>"""


def _text(text: str, found: Sequence[Place], number: int) -> str:
    """The text in its paragraphs; what lies between them is kept, so that the page's text is the document's."""
    out, last = [], 0
    for index, block in enumerate(paragraphs(plain(text))):
        out.append(_shown(text[last : block.start]))
        inner = "".join(_piece(text, piece, number) for piece in pieces(found, block.start, block.end))
        kind = ' class="headline"' if block.heading and index == 0 else ' class="heading"' if block.heading else ""
        out.append(f"<p{kind}>{inner}</p>")
        last = block.end
    out.append(_shown(text[last:]))
    return "".join(out)


def _piece(text: str, piece: Piece, number: int) -> str:
    """A stretch of text, underlined once for each kind that covers it, and the labels of the marks that end with it."""
    inner = _shown(text[piece.start : piece.end])
    if not piece.covers:
        return inner
    for kind in dict.fromkeys(p.mark.kind for p in piece.covers):
        inner = f'<span class="line {kind}">{inner}</span>'
    names = " ".join(dict.fromkeys(_name(p.mark, number) for p in reversed(piece.covers)))
    ended = {place.mark.label: place for place in sorted(piece.ends, key=lambda p: p.main)}
    labels = "".join(_label(place, number) for place in reversed(ended.values()))
    return f'<span class="piece" data-marks="{names}">{inner}</span>{labels}'


def _name(mark: Mark, number: int) -> str:
    return f"r{number}-{mark.label}"


def _label(place: Place, number: int) -> str:
    """The label behind a mark: a link to its record, and what the keyboard stops at."""
    mark = place.mark
    name, badge = _name(mark, number), _badge_class(mark)
    shown = f"{mark.label} {badge}" if place.main and badge and isinstance(mark.record, Event) else mark.label
    ident = f' id="at-{name}"' if place.main else ""
    words = f"{mark.kind} {mark.label}: {wording.badge(mark.record)} {_what(mark)} {wording.headline(mark.record)}"
    return (
        f'<a class="label {mark.kind} {badge}" href="#{name}" data-marks="{name}"{ident} data-label="{shown}" '
        f'aria-label="{_shown(wording.on_one_line(words))}"></a>'
    )


def _badge_class(mark: Mark) -> str:
    """An event's status unless it is actual, or a check's verdict, as a class."""
    if isinstance(mark.record, Check):
        return mark.record.verdict.replace(" ", "-")
    return mark.record.status if isinstance(mark.record, Event) and mark.record.status != "actual" else ""


def _what(mark: Mark) -> str:
    return f"{mark.record.event} {mark.record.mode or ''}".strip() if isinstance(mark.record, Event) else ""


def _list(marked: Sequence[Mark], number: int) -> str:
    out = []
    for kind in KINDS:
        cards = [_card(mark, number) for mark in marked if mark.kind == kind[:-1]]
        if cards:
            out.append(
                f'<section class="group {kind[:-1]}"><h2>{kind.capitalize()}</h2>\n' + "\n".join(cards) + "</section>"
            )
    return "\n".join(out) or "<p>No records were found.</p>"


def _card(mark: Mark, number: int) -> str:
    """A record: its label, status and headline; below, its words, its fields and why it says so."""
    record, name = mark.record, _name(mark, number)
    badge = f'<span class="badge {_badge_class(mark)}">{wording.badge(record)}</span> ' if wording.badge(record) else ""
    what = f"<strong>{_shown(_what(mark))}</strong> " if _what(mark) else ""
    said = _quoted(wording.on_one_line(record.content.text)) if isinstance(record, Statement) else ""
    snippet = f'<span class="snippet">{said}</span>' if said else ""
    rows = "".join(f"<dt>{_shown(label)}</dt><dd>{_quoted(value)}</dd>" for label, value in wording.details(record))
    why = "".join(f"<li>{_quoted(reason)}</li>" for reason in record.why)
    return (
        f'<details class="record {mark.kind}" id="{name}"><summary><b class="letter">{mark.label}</b> '
        f"{badge}{what}{_quoted(wording.headline(record))}{snippet}</summary>"
        f'<blockquote><a href="#at-{name}">{_quoted(wording.on_one_line(record.text))}</a></blockquote>'
        f'<dl>{rows}</dl><h3>Why</h3><ul class="why">{why}</ul></details>'
    )
