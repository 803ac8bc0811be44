"""Setting a document: a template, facts as data, our own fonts, and a tagged PDF out of it.

Facts never become part of the template's text: they are read as data, where no sign has a meaning.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst

from kpi_core.charts import tokens
from kpi_core.export.wording import TONES

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from datetime import date

FOLDER = Path(__file__).parent
STANDARD = "ua-1"
LIGHT = tokens("light")
INK = (LIGHT.actual, LIGHT.text, LIGHT.track)
"""What has no verdict: the colour of its marks, of its words and behind them."""
LOOK = {
    "text": LIGHT.text,
    "muted": LIGHT.axis_text,
    "actual": LIGHT.actual,
    "route": LIGHT.route,
    "grid": LIGHT.grid,
    "track": LIGHT.track,
    "line": "#DFE4EA",
    "panel": "#F5F7F9",
    "page": LIGHT.page,
}


def pressed(template: str, facts: Map[str, Any], *, made_on: date, logo: bytes | None = None) -> bytes:
    """Return the PDF of a template of this folder filled with facts.

    It keeps to PDF/UA-1 where the fonts have every character of it; else it is tagged all the same.
    """
    tones = {name: [f"#{color}" for color in ink] for name, ink in TONES.items()}
    looks: dict[str, Any] = {"tones": {**tones, "ink": INK}, **LOOK}
    told = json.dumps({**facts, "look": looks, "logo": list(logo or b"")}, ensure_ascii=False)
    files = {"main.typ": (FOLDER / f"{template}.typ").read_bytes(), "parts.typ": (FOLDER / "parts.typ").read_bytes()}
    files["facts.json"] = told.encode(errors="replace")
    made = datetime.combine(made_on, time(), UTC)
    try:
        return _set(files, made, [STANDARD])
    except typst.TypstError:
        return _set(files, made, [])


def _set(files: Any, made: datetime, standards: Any) -> bytes:
    return typst.compile(
        files,
        font_paths=[str(FOLDER / "fonts")],
        ignore_system_fonts=True,
        timestamp=int(made.timestamp()),
        pdf_standards=standards,
    )
