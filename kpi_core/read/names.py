"""Numbers that are names: article numbers, barcodes, postcodes and phone numbers; they are never added up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpi_core.numbers import Written
    from kpi_core.read.examine import RawColumn

_ID_HEADER = re.compile(
    r"(?:^|[\W_])(?:id|nr|no|nummer|code|sku|ean|gtin|iban|kvk|tel|telefoon|phone|postcode|zip|zipcode|barcode|volgnr)\.?$"
    r"|^(?:id|nr|nummer|code|sku|ean|volgnr)(?:$|[\W_])|(?:nummer|number|postcode|code|nr\.?)$"
    r"|(?:order|klant|customer|product|user|session|factuur|invoice|deal|lead|artikel)id$",
    re.IGNORECASE,
)
_CAMEL_ID = re.compile(r"[a-z](?:ID|Id|No|Nr|Code)$")
_LEADING_ZERO = re.compile(r"0\d+")
_PHONE = re.compile(r"\+?\d{9,15}")
_PADDED = re.compile(r"0{3,}")
_LONG = 15
LONG_FROM = 1e11  # no business counts in hundreds of milliards: such numbers are codes
_LENGTHS = range(12, 20)
_EXACT_DIGITS = 15  # a spreadsheet keeps no more


def says_id(column: RawColumn) -> bool:
    """Return whether the header speaks of a number that is a name."""
    header = column.header.strip()
    return bool(_ID_HEADER.search(header) or _CAMEL_ID.search(header))


def is_id(column: RawColumn, texts: dict[str, str], numbers: dict[str, Written]) -> bool:
    """Return whether numbers are names: leading zeros, more digits than a number can hold, or a header that says so."""
    plain = all(_is_plain(found) for found in numbers.values())
    if _codes_by_length(column, numbers) or (says_id(column) and any(found.power for found in numbers.values())):
        return True
    if plain and any(texts[cell].startswith("+") for cell in numbers):
        return all(_PHONE.fullmatch(texts[cell]) for cell in numbers)
    if not plain or any(not texts[cell].lstrip("0").isdigit() and texts[cell].strip("0") for cell in numbers):
        return False
    if any(isinstance(cell, (int, float)) and (cell < 0 or cell != int(cell)) for cell in set(column.cells)):
        return False
    if any(_LEADING_ZERO.fullmatch(texts[cell]) or len(texts[cell]) > _LONG for cell in numbers):
        return True
    return says_id(column) or bool(column.formats and all(_PADDED.fullmatch(code) for code in column.formats))


def _is_plain(found: Written) -> bool:
    return found.style == "plain" and not (found.currency or found.percent or found.scale)


def _codes_by_length(column: RawColumn, numbers: dict[str, Written]) -> bool:
    """Return whether every number is a whole one from a hundred milliard, all of the same length: barcodes, not amounts."""
    if any(found.currency or found.percent or found.scale for found in numbers.values()):
        return False
    if {int, float}.isdisjoint(map(type, column.cells)):
        typed: set[object] = set()
    elif any(type(cell) in (int, float) and (not LONG_FROM <= cell < 1e19 or cell % 1) for cell in column.cells):  # type: ignore[operator]
        return False
    else:
        typed = {cell for cell in column.cells if type(cell) in (int, float)}
    if any(found.amount("comma") < LONG_FROM for found in numbers.values()):
        return False
    written = [found.amount("comma") for found in numbers.values()]
    sizes = {len(str(int(size))) for size in (*typed, *written) if size >= LONG_FROM}  # type: ignore[operator, call-overload]
    alike = len(sizes) == 1 or min(sizes, default=0) > _EXACT_DIGITS
    return alike and sizes <= set(_LENGTHS)
