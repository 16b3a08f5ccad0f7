"""Options in a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import InputError, OptionError
from dragoman.sources.options import Fields, SourceOptions, options_from


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", SourceOptions()),
        ('[fields]\ntext = "story"\n', SourceOptions(fields=Fields(text="story"))),
        ("max_bytes = 5\npause = 2.5\n", SourceOptions(max_bytes=5, pause=2.5)),
        ("pause = 2\n", SourceOptions(pause=2.0)),
        ('date = "May 14, 2024"\n', SourceOptions(date="2024-05-14")),
        ("\ufeffdate = 2024-05-14\n", SourceOptions(date="2024-05-14")),
    ],
)
def test_files(content: str, expected: SourceOptions, tmp_path: Path) -> None:
    (tmp_path / "o.toml").write_text(content, encoding="utf-8")
    assert options_from(str(tmp_path / "o.toml")) == expected


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"colour = 1", "unknown field `colour`.* the options are fields, urls"),
        (b"[fields]\nbody = 'x'", r"unknown field `body` - at `\$.fields`"),
        (b"max_bytes = 'many'", "Expected `int`, got `str`"),
        (b"max_bytes = 0", "must be 1 or more"),
        (b"tries = 0", "must be 1 or more"),
        (b"date = 'soon'", "not a date"),
        (b"date = 1", "not a date"),
        (b"= 1", "not TOML"),
        (b"\xff\xfe", "not TOML"),
    ],
)
def test_mistakes_are_named(content: bytes, problem: str, tmp_path: Path) -> None:
    (tmp_path / "o.toml").write_bytes(content)
    with pytest.raises(OptionError, match=problem) as caught:
        options_from(str(tmp_path / "o.toml"))
    assert str(caught.value).startswith(str(tmp_path))


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(InputError, match="no such file"):
        options_from("gone.toml")
