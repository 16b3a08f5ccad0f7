"""Scores on gold may only rise: run what floors.toml pins, compare, and raise the floors that a change has earned.

    python benchmarks/floors.py [--only DATASET ...] [--raise]

Each entry of floors.toml names a dataset of predict.py, its gold, its scorer, a digest of the gold, and the least that
each measure may be. `--raise` writes the scores reached into floors.toml where they are higher; nothing lowers them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
GOLD = HERE.parent.parent / "shared" / "gold"
FLOORS = HERE / "floors.toml"
# Scores are given to four places; less than this is noise of rounding.
ROUNDING = 0.0005


def digest(path: Path) -> str:
    """A digest of a gold file, or of all files of a gold folder."""
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    total = hashlib.sha256()
    for file in files:
        total.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()[:16]


def measure(entry: dict[str, Any]) -> dict[str, Any]:
    """Read the gold, score what was read; the scorer's report."""
    gold = GOLD / entry["gold"]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "predictions.jsonl"
        subprocess.run([sys.executable, str(HERE / "predict.py"), entry["dataset"], str(gold), str(out)], check=True)
        command = [sys.executable, str(GOLD / "score" / entry["scorer"]), str(gold), str(out)]
        command += entry.get("options", [])
        return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def value(report: dict[str, Any], path: str) -> float:
    """The number at a dotted path of a report; a pair [right, all] counts as a share."""
    found: Any = report
    for key in path.split("."):
        found = found[key]
    return found[0] / found[1] if isinstance(found, list) else float(found)


def entries() -> list[dict[str, Any]]:
    return tomllib.loads(FLOORS.read_text(encoding="utf-8"))["floor"]


def shortfalls(entry: dict[str, Any], report: dict[str, Any]) -> list[str]:
    """Where a report lies below its floors, one line each."""
    out = []
    for path, least in entry["least"].items():
        got = value(report, path)
        if got < least - ROUNDING:
            out.append(f"{entry['gold']}: {path} is {got:.4f}, its floor {least:.4f}")
    return out


def raised(text: str, entry: dict[str, Any], report: dict[str, Any]) -> str:
    """The text of floors.toml with the floors of an entry raised to what a report reached."""
    start = text.index(f'gold = "{entry["gold"]}"')
    end = text.find("[[floor]]", start)
    block = text[start : end if end != -1 else len(text)]
    new = block
    for path, least in entry["least"].items():
        got = round(value(report, path), 4)
        if got > least:
            new = new.replace(f'"{path}" = {least}', f'"{path}" = {got}')
    return text.replace(block, new)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", help="datasets to run (default: all)")
    parser.add_argument("--raise", dest="lift", action="store_true", help="write higher scores into floors.toml")
    arguments = parser.parse_args()
    below: list[str] = []
    for entry in entries():
        if arguments.only and entry["dataset"] not in arguments.only:
            continue
        if digest(GOLD / entry["gold"]) != entry["digest"]:
            below.append(f"{entry['gold']}: the gold has changed: pin it anew, digest {digest(GOLD / entry['gold'])}")
            continue
        report = measure(entry)
        for path, least in entry["least"].items():
            print(f"{entry['gold']}: {path} = {value(report, path):.4f} (floor {least:.4f})")
        below += shortfalls(entry, report)
        if arguments.lift:
            FLOORS.write_text(raised(FLOORS.read_text(encoding="utf-8"), entry, report), encoding="utf-8")
    print("\n".join(below), file=sys.stderr)
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
