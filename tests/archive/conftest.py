"""A little archive of reports that we wrote: three wires, nine days, one summit, one strike, one visit called off."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli.app import app

PLANNED = (
    "Norway's Foreign Minister Ingrid Dahl will visit Peru on March 12 for talks with President Rosa Quispe, "
    "the government in Oslo said on Monday."
)
STRIKE = (
    "Malian forces attacked rebels near Gao on Wednesday. At least 12 people were killed in the attack, "
    "the army said. France condemned the attack on Thursday."
)
REPORTS = [
    ("2024-03-04", "Fjord Wire", "Dahl to visit Peru", PLANNED),
    ("2024-03-04", "Andes Post", "Norwegian minister expected in Lima",
     "Foreign Minister Ingrid Dahl of Norway will visit Peru on March 12, officials said. Peru expelled two Fijian "
     "diplomats on Sunday."),
    ("2024-03-07", "Fjord Wire", "Malian army attacks rebels near Gao", STRIKE),
    ("2024-03-07", "Gao Herald", "Army attacks rebels near Gao", f"{STRIKE} Residents fled the city."),
    ("2024-03-08", "Andes Post", "Mali: rebels attacked near Gao",
     "Malian forces attacked rebels near Gao on Wednesday. At least 15 people were killed in the attack, doctors said. "
     "Mali's government rejected the criticism by France."),
    ("2024-03-13", "Andes Post", "Norwegian minister visits Peru",
     "Norway's Foreign Minister Ingrid Dahl visited Peru on Tuesday. She met President Rosa Quispe in Lima. "
     "Peru's exports to Norway rose 12 percent to $340 million in 2023."),
    ("2024-03-14", "Fjord Wire", "Norway imposes sanctions on Fiji",
     "Norway imposed sanctions on Fiji on Thursday. Fiji's Prime Minister called the sanctions unfair."),
]  # fmt: skip


def write_sources(folder: Path) -> Path:
    """The reports as JSON Lines, with a broken line and one in French among them."""
    names = ("date", "publisher", "title", "text")
    lines = [json.dumps(dict(zip(names, report, strict=True))) for report in REPORTS]
    lines.insert(2, '{"date": "2024-03-05", "text": "Broken off in the mid')
    french = "Le ministre des affaires étrangères de la Norvège se rendra au Pérou mardi prochain pour des entretiens."
    lines.append(json.dumps({"date": "2024-03-05", "publisher": "La Dépêche", "title": "Visite", "text": french}))
    (folder / "news.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder / "news.jsonl"


@pytest.fixture(scope="session")
def archive_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    source = write_sources(folder)
    result = CliRunner().invoke(app, ["ingest", str(source), "--store", str(folder / "store")])
    assert result.exit_code == 0, result.output
    assert "7 read, 0 known already, 1 skipped, 1 quarantined" in result.output
    return folder / "store"
