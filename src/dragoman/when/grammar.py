"""The grammar of single expressions of time, over the sorts of words (see words.py).

A form is a pattern and a function that makes an expression of a match. In patterns a word in capitals is a sort,
`name:SORT` or `name:(?:A|B)` gives it a name, blanks mean nothing, all else is a regular expression.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

from dragoman.when.expression import Expression, What
from dragoman.when.types import TimeKind
from dragoman.when.words import Row, Vocabulary, Word

_MACROS = {
    "MON": "(?:MONTH|MONTHISH)",
    "WDAY": "(?:WEEKDAY|WEEKDAYISH)",
    "DATE": "(?:DAY|ORDINAL)",
    "NTH": "(?:ORDINAL|ORDWORD)",
    "DIR": "(?:LAST|THIS|NEXT|COMING|PAST|THIS COMING|THIS PAST)",
    "ABOUT": "(?:APPROX|(?:FILL|MORELESS) THAN|AT LEAST|UP TO){0,3}",
    "COUNT": "(?:DAY|NUM|YEAR|NUMWORD)(?:HYPHEN? NUMWORD)?(?:ARTICLE? MAGNITUDE)?",
    "QUANTITY": "(?:COUNT(?:AND ARTICLE HALF)?|ARTICLE? VAGUE OF?|HALF ARTICLE|ARTICLE HALF|ARTICLE)",
    "SPAN": "(?:UNIT|UNITS)",
    "DASH": "(?:HYPHEN|TO|UNTIL)",
}
_NAMED_GROUP = re.compile(r"(\w+):\(\?:")
_WORD = re.compile(r"(?:(\w+):)?\b([A-Z]{2,})\b")


class Found(msgspec.Struct, frozen=True):
    """A match of a form in a row of words."""

    row: Row
    match: re.Match[str]
    codes: dict[str, str]

    def has(self, name: str) -> bool:
        return name in self.match.re.groupindex and self.match.start(name) >= 0

    def word(self, name: str) -> Word:
        return self.row.words[self.match.start(name)]

    def value(self, name: str) -> str:
        return self.word(name).value

    def number(self, name: str) -> int:
        return int(self.word(name).value)

    def words(self, name: str) -> list[Word]:
        return self.row.words[self.match.start(name) : self.match.end(name)]

    def sort(self, name: str) -> str:
        """The code of the sort of a named word."""
        return self.row.sorts[self.match.start(name)]

    def before(self, *sorts: str, back: int = 1) -> bool:
        """Whether the word before the match is of one of the sorts."""
        at = self.match.start() - back
        return at >= 0 and any(self.row.sorts[at] == self.codes[sort] for sort in sorts)

    def after(self, *sorts: str, on: int = 0) -> bool:
        """Whether the word after the match is of one of the sorts."""
        at = self.match.end() + on
        return at < len(self.row.sorts) and any(self.row.sorts[at] == self.codes[sort] for sort in sorts)

    def opens(self) -> bool:
        return self.match.start() == 0

    def closes(self) -> bool:
        """Whether nothing, or a mark that ends a phrase, follows."""
        return self.match.end() >= len(self.row.sorts) or self.after("COMMA", "DOT", "CLOSE")

    def next_word(self) -> Word | None:
        at = self.match.end()
        return self.row.words[at] if at < len(self.row.words) else None

    def last_word(self) -> Word | None:
        at = self.match.start() - 1
        return self.row.words[at] if at >= 0 else None

    def expression(
        self,
        rule: str,
        what: What,
        *,
        kind: TimeKind = "date",
        skip: int = 0,
        time: str | None = None,
        weak: bool = False,
    ) -> Expression:
        """The expression of this match, less `skip` words at its beginning."""
        first, last = self.match.start() + skip, self.match.end() - 1
        start, end = self.row.words[first].start, self.row.words[last].end
        return Expression(
            rule=rule, what=what, first=first, last=last, start=start, end=end, kind=kind, time=time, weak=weak
        )

    def range(self, rule: str, near: What, far: What, *, listed: bool = False) -> Expression:
        """The expression of a match whose far end begins at its word `second`, one mark after the near end."""
        at = self.match.start("second")
        whole, second, ends = self.expression(rule, near), self.row.words[at], self.row.words[at - 2]
        until = Expression(rule=rule, what=far, first=at, last=whole.last, start=second.start, end=whole.end)
        return msgspec.structs.replace(whole, last=at - 2, end=ends.end, until=until, listed=listed)


Build = Callable[[Found], Expression | None]


class Form(msgspec.Struct, frozen=True):
    pattern: re.Pattern[str]
    build: Build


def compiled(pattern: str, codes: dict[str, str]) -> str:
    """A pattern over sorts as a regular expression over their codes. Raises KeyError on a sort that no word has."""

    def word(found: re.Match[str]) -> str:
        name, sort = found.groups()
        body = compiled(_MACROS[sort], codes) if sort in _MACROS else codes[sort]
        return f"(?P<{name}>{body})" if name else (f"(?:{body})" if len(body) > 1 else body)

    return _WORD.sub(word, _NAMED_GROUP.sub(r"(?P<\1>", pattern)).replace(" ", "")


class Grammar:
    """All forms, over one vocabulary."""

    def __init__(self, vocabulary: Vocabulary, forms: list[tuple[str, Build]]) -> None:
        self._codes = vocabulary.codes
        patterns = [(compiled(pattern, self._codes), build) for pattern, build in forms]
        self._forms = [Form(re.compile(pattern), build) for pattern, build in patterns]
        unnamed = (re.sub(r"\?P<\w+>", "?:", pattern) for pattern, _ in patterns)
        self._any = re.compile("|".join(f"(?:{pattern})" for pattern in unnamed))

    def expressions(self, row: Row) -> Iterator[Expression]:
        """The expressions of a row, from left to right; of several at a place the longest one that holds."""
        position = 0
        while found := self._any.search(row.sorts, position):
            position = found.start()
            expression = self._longest(row, position)
            if expression is not None:
                yield expression
                position = expression.whole_last + 1
            else:
                position += 1

    def _longest(self, row: Row, position: int) -> Expression | None:
        matches = [(m, f.build) for f in self._forms if (m := f.pattern.match(row.sorts, position))]
        matches.sort(key=lambda pair: -pair[0].end())
        for match, build in matches:
            expression = build(Found(row, match, self._codes))
            if expression is not None:
                return expression
        return None
