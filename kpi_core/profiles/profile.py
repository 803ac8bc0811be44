"""What is known of one export of one system."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping as Map


@dataclass(frozen=True)
class RowsPer:
    """Roles that belong to a group of rows instead of to each: `key` is the role whose value names the group."""

    key: str
    roles: tuple[str, ...]
    by: tuple[str, ...] = ()


@dataclass(frozen=True)
class VatProof:
    """Headers whose sum tells whether `amount` holds VAT: amount + adds (+ tax) = total."""

    amount: str
    tax: str
    total: str
    adds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Profile:
    """One export of one system. Headers are as the export writes them.

    system: its own name, the same in every language. name: what is in the export. source: what the headers rest on.
    has: headers that must be there, of each set at least one. lacks: headers that must not be there.
    first_cells: patterns of the first cells of an export without headers.
    kind: the table kind; None = recognised but not used, for the reason `refusal`, the code of an issue.
    roles: role to its headers, best first. ignore: headers that mean nothing here, whatever they mean elsewhere.
    fill_down: roles that stand on the first row of their group only and hold for all of them; never amounts.
    share_out: amounts that stand on the first row of their group and are divided over its rows by the product of `by`.
    once_per: a column that repeats a row per value, and the amounts that then repeat with it.
    one_of: a column that puts several versions of the same figures below each other.
    results: the role whose meaning the column of `once_per` tells; useless once it tells several.
    left_out: a row that is empty in one of these columns is a summary of the others.
    vat: "excl" or "incl" when the format itself says what its amount is, "ask" when it differs per company.
    until: the last day a row is about, where its date is the first.
    minutes: role to header, for moments told as a number of minutes after the date role.
    ask: a question on which use depends, "" = none.
    """

    id: str
    system: str
    name: Map[str, str]
    source: str
    languages: tuple[str, ...]
    has: tuple[tuple[str, ...], ...]
    kind: str | None
    lacks: tuple[str, ...] = ()
    first_cells: tuple[str, ...] = ()
    refusal: str = ""
    roles: Map[str, tuple[str, ...]] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    fill_down: RowsPer | None = None
    share_out: RowsPer | None = None
    once_per: tuple[str, ...] = ()
    once_roles: tuple[str, ...] = ()
    results: str = ""
    one_of: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    vat: str = ""
    vat_proof: VatProof | None = None
    until: tuple[str, ...] = ()
    minutes: Map[str, str] = field(default_factory=dict)
    ask: str = ""
