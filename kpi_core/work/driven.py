"""A bridge in words: its parts by name, what each adds, and its one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.catalogue import MEASURES
from kpi_core.drivers.customers import KIND
from kpi_core.formula.tree import Arith, Measure, Number
from kpi_core.numbers import show_value
from kpi_core.passports import segment_name
from kpi_core.phrases import in_sentence, value_name
from kpi_core.texts import say
from kpi_core.units import Unit

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.drivers import Drivers
    from kpi_core.drivers.over import Inside
    from kpi_core.formula.tree import Node
    from kpi_core.model import Finding, Kpi
    from kpi_core.texts import Lang

FINE = 0.02
"""Below two points, points are shown with two decimals."""
INSIDE = frozenset({"region"})
"""Roles whose values one is in; of others one is just a part."""


def role_name(by: str, lang: Lang) -> str:
    """Return what a bridge is split by, as people say it."""
    return say("drivers.by.customers", lang) if by == KIND else segment_name(by, lang)


def part_name(by: str, segment: str | None, lang: Lang) -> str:
    """Return the name of one part; None = the rest together."""
    if segment is None:
        return say("drivers.rest", lang)
    if by == KIND:
        return say(f"drivers.kind.{segment or 'unknown'}", lang)
    return value_name(by, segment, lang)


def amount(value: float, kpi: Kpi, lang: Lang, most: float | None = None, *, exact: bool = False) -> str:
    """Return what a part adds, with its sign; shares in points. most: the largest beside it, for the decimals.

    exact: with the decimals of the KPI, for tables.
    """
    if kpi.unit is Unit.PERCENT:
        decimals = 2 if abs(value if most is None else most) < FINE else 1
        return say("number.points", lang, value=_signed(show_value(value * 100, Unit.SCORE, lang, precision=decimals)))
    if exact:
        return _signed(show_value(value, kpi.unit, lang, precision=kpi.precision))
    return _signed(show_value(value, kpi.unit, lang, compact=True))


def _signed(text: str) -> str:
    return text if text.startswith("\u2212") or not any(char in "123456789" for char in text) else f"+{text}"


def sentence(bridge: Drivers, kpi: Kpi, lang: Lang, inside: Inside | None = None) -> str:
    """Return what a bridge says. inside: the group of customers its named part mostly is, what it adds, and as part of it all.

    It may hold the name of a segment, which is the customer's text: escape it where it is shown.
    """
    found = bridge.headline
    segment, contribution, share = named_in(found)
    code, whole = found.code, ""
    if inside:
        part = part_name(bridge.by, segment, lang)
        whole = " " + say("drivers.inside.whole", lang, part=part, amount=amount(contribution, kpi, lang))
        _, contribution, share = inside
        code = code if share is not None else f"drivers.part.{'down' if contribution < 0 else 'up'}"
    name = phrase(bridge, lang, inside)
    percent = "" if share is None else show_value(round(share, 2), Unit.PERCENT, lang)
    text = say(f"finding.{code}", lang, part=name, amount=amount(contribution, kpi, lang), share=percent)
    return text[:1].upper() + text[1:] + whole


def phrase(bridge: Drivers, lang: Lang, inside: Inside | None = None) -> str:
    """Return what the headline of a bridge names, as it stands in a sentence: "vaste klanten in Zuid"."""
    segment, _, _ = named_in(bridge.headline)
    if bridge.by == KIND and segment is not None:
        return say(f"drivers.group.{segment}", lang)
    name = part_name(bridge.by, segment, lang)
    if not inside:
        return name
    place = "inside" if bridge.by in INSIDE else "of"
    return say(f"drivers.group.{inside.group}.{place}", lang, part=name)


def named_in(found: Finding) -> tuple[str | None, float, float | None]:
    """Return the part a finding names, what it adds and as part of it all; None, 0 and None where it names none."""
    segment, share = found.fields.get("segment"), found.fields.get("share")
    contribution = found.fields.get("contribution", found.fields.get("mix", 0.0))
    return (
        segment if isinstance(segment, str) else None,
        contribution if isinstance(contribution, float) else 0.0,
        share if isinstance(share, float) else None,
    )


def factor_name(node: Node, known: Map[str, Kpi], lang: Lang) -> str:
    """Return a factor by the names of what it is made of: "Bestellingen / actieve klanten"."""
    match node:
        case Measure(name=name):
            return known[name].name[lang] if name in known else _capital(MEASURES[name].name[lang])
        case Arith(op="/", left=left, right=right):
            over, under = (in_sentence(factor_name(part, known, lang)) for part in (left, right))
            return _capital(say("drivers.per", lang, over=over, under=under))
        case Arith(op=op, left=left, right=right):
            return f"{factor_name(left, known, lang)} {op} {in_sentence(factor_name(right, known, lang))}"
        case Number(value=value):
            return show_value(float(value), Unit.RATIO, lang)
    return str(node)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
