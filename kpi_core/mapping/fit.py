"""Whether a column can be a role: the header's words beside the type and the values of its cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from kpi_core.roles import KINDS, ROLES, is_rate, meanings, normalise
from kpi_core.roles.headers import words_of

if TYPE_CHECKING:
    from kpi_core.model import ColumnType, RoleType, Table, TableColumn

How = Literal["known", "header", "like", "values", "only_date", "part"]

FITS: dict[RoleType, frozenset[ColumnType]] = {
    "date": frozenset({"date", "datetime", "mixed"}),
    "datetime": frozenset({"date", "datetime", "mixed"}),
    "id": frozenset({"id", "text", "number"}),
    "number": frozenset({"number", "money", "mixed"}),
    "money": frozenset({"number", "money", "mixed"}),
    "percent": frozenset({"percent", "number", "mixed"}),
    "category": frozenset({"text", "id", "number", "bool"}),
    "enum": frozenset({"text", "id", "number", "bool"}),
    "bool": frozenset({"bool", "text", "number"}),
}

EXCLUDING = frozenset({"excl", "exclusief", "ex", "netto", "net", "excluding", "zonder", "ht", "exkl", "zzgl"})
INCLUDING = frozenset({"incl", "inclusief", "bruto", "gross", "including", "met", "ttc", "inkl", "brutto"})
TAX = frozenset({"btw", "vat", "tax", "taxes", "belasting", "mwst", "ust", "tva"})
NOISE = TAX | EXCLUDING | INCLUDING | {"eur", "euro", "euros", "usd", "gbp", "€", "fld", "in"}
OTHER_AMOUNTS = TAX | {"korting", "discount", "shipping", "verzendkosten", "freight", "porto", "fee", "tip"}
OPEN_ENDS = frozenset(kind.span[1] for kind in KINDS.values() if kind.span)
"""The last day of what still runs is empty, so a whole column of them may be."""
SHORTEST_PART = 5
MOST_FRACTION, MOST_NUMBERED = 1.0, 0.8


@dataclass(frozen=True)
class Candidate:
    """A column that could be a role, and how that was seen; the smaller `place`, the better."""

    column: TableColumn
    role: str
    how: How
    own: bool
    rank: int
    synonym: str

    @property
    def place(self) -> tuple[int, bool, int]:
        """What decides between two columns for one role: a whole header first, then the earlier synonym."""
        return (get_args(How).index(self.how), not self.own, self.rank)


def fits(role: str, column: TableColumn, table: Table) -> bool:
    """Return whether the cells of `column` can be `role`; a discount must be a proportion, an order number has digits."""
    if (role == "fte" and column.type == "percent") or (role in OPEN_ENDS and column.type == "empty"):
        return True
    if column.type not in FITS[ROLES[role].type]:
        return False
    if role == "discount" and column.type == "number":
        values = table.frame[column.name].dropna()
        return bool(values.between(0, MOST_FRACTION).all())
    if role == "order_id" and column.type == "text":
        return bool(table.frame[column.name].dropna().astype(str).str.contains(r"\d").mean() >= MOST_NUMBERED)
    return True


def candidate(kind: str, column: TableColumn, table: Table) -> Candidate | None:
    """Return what the header of `column` says in a table of `kind`, when the cells agree; None = nothing."""
    known = meanings(kind)
    whole = known.get(normalise(column.header))
    if whole is not None and not _forbidden(whole.role, whole.synonym, column):
        found = Candidate(column, whole.role, "header", whole.own, whole.rank, whole.synonym)
    else:
        bare = known.get(bare_header(column.header))
        if bare is None or _forbidden(bare.role, bare.synonym, column) or _tax_itself(column.header):
            return None
        found = Candidate(column, bare.role, "like", bare.own, bare.rank, bare.synonym)
    role = _with_vat_words(kind, found.role, column.header)
    found = Candidate(column, role, found.how, found.own, found.rank, found.synonym)
    return found if fits(role, column, table) else None


def part_candidate(kind: str, column: TableColumn, table: Table) -> Candidate | None:
    """Return the role of the longest run of words inside the header: a weak sign, to be asked."""
    words = words_of(column.header)
    if is_rate(column.header) or OTHER_AMOUNTS & set(words):
        return None
    known = meanings(kind)
    for length in range(len(words) - 1, 0, -1):
        for start in range(len(words) - length + 1):
            part = "".join(words[start : start + length])
            found = known.get(part) if len(part) >= SHORTEST_PART else None
            if found is not None and fits(found.role, column, table):
                return Candidate(column, found.role, "part", found.own, found.rank, found.synonym)
    return None


def bare_header(header: str) -> str:
    """Return the normalised header without words on VAT and currency and without years.

    >>> bare_header("Omzet 2025 excl. BTW (EUR)")
    'omzet'
    """
    kept = (word for word in words_of(header) if word not in NOISE and not _is_year(word))
    return "".join(kept).removeprefix("fld")


def vat_words(header: str) -> Literal["excl", "incl", ""]:
    """Return what a header says of VAT, the text in brackets included.

    >>> vat_words("Bedrag (excl. btw)"), vat_words("Totaal incl."), vat_words("Omzet")
    ('excl', 'incl', '')
    """
    words = set(words_of(re.sub(r"[()\[\]]", " ", header)))
    if words & EXCLUDING:
        return "excl"
    return "incl" if words & INCLUDING else ""


def _with_vat_words(kind: str, role: str, header: str) -> str:
    said = vat_words(header)
    wanted = {"excl": "net_amount", "incl": "gross_amount"}.get(said)
    swaps = role in {"net_amount", "gross_amount"} and wanted in {found.role for found in meanings(kind).values()}
    return wanted if swaps and wanted else role


def _forbidden(role: str, synonym: str, column: TableColumn) -> bool:
    """Keep rates out of number and money roles, unless the role's own header is a rate."""
    return ROLES[role].type in {"number", "money"} and is_rate(column.header) and not is_rate(synonym)


def _tax_itself(header: str) -> bool:
    """`Btw` and `Totaal btw` are the tax, `Totaal excl. btw` is not."""
    return bool(TAX & set(words_of(header))) and not vat_words(header)


def _is_year(word: str) -> bool:
    return re.fullmatch(r"(19|20)\d\d", word) is not None
