"""The bundled reports, of our own writing, to try the reader on."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable


def names() -> list[str]:
    """The names of the bundled reports, sorted."""
    return sorted(f.name.removesuffix(".txt") for f in _folder().iterdir() if f.name.endswith(".txt"))


def example(name: str) -> bytes:
    """A bundled report."""
    return _folder().joinpath(f"{name}.txt").read_bytes()


def _folder() -> Traversable:
    return files("dragoman").joinpath("examples")
