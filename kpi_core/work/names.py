"""Names people type: trimmed, on one line, without control characters, and no longer than fits."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

from kpi_core.errors import StoreError

LONGEST_NAME = 120
LONGEST_FILE_NAME = 200
LONGEST_REMARK = 2000
LONGEST_STEM = 100
_REFUSED = '<>:"/\\|?*'
_RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{port}{number}" for port in ("COM", "LPT") for number in range(1, 10))}
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def clean(text: str, most: int = LONGEST_NAME) -> str:
    """Return `text` on one line: white space runs become one space, invisible characters go, the rest is cut at `most`."""
    spaced = "".join(" " if letter.isspace() else letter for letter in unicodedata.normalize("NFC", text))
    seen = "".join(letter for letter in spaced if unicodedata.category(letter) not in _INVISIBLE)
    return " ".join(seen.split())[:most].strip()


def clean_name(text: str) -> str:
    """Return a name ready to keep. Raises StoreError `empty_name` when nothing is left of it."""
    name = clean(text)
    if not name:
        raise StoreError("empty_name")
    return name


def clean_file_name(text: str) -> str:
    """Return the last part of a file name, whatever the system it came from; its ending survives the cut."""
    last = clean(PureWindowsPath(PurePosixPath(text).name).name, 10_000)
    ending = PurePosixPath(last).suffix[:12]
    stem = last.removesuffix(ending)[: LONGEST_FILE_NAME - len(ending)]
    return f"{stem}{ending}" or "data"


def safe_file_name(stem: str, ending: str) -> str:
    """Return a name that every system takes for a file of ours: no signs Windows refuses, no name it keeps for itself."""
    plain = clean("".join("-" if letter in _REFUSED else letter for letter in stem), LONGEST_STEM).rstrip(". ")
    kept = f"_{plain}" if plain.split(".")[0].strip().upper() in _RESERVED else plain
    return f"{kept or 'kpi'}{ending}"
