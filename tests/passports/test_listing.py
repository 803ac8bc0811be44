"""The badges of a KPI."""

import pytest

from kpi_core import passports
from kpi_core.formula.tree import Column
from kpi_core.measurable import Measurable


@pytest.mark.parametrize(
    ("found", "text", "colour"),
    [
        (Measurable("now"), "Nu meetbaar", "green"),
        (Measurable("survey"), "Korte enquête nodig", "gray"),
        (Measurable("missing", (Column("sales", "cost_amount"),)), "ontbreekt", "orange"),
        (
            Measurable("missing", (Column("sales", "region"), Column("sales", "channel"))),
            "2 kolommen ontbreken",
            "orange",
        ),
        (Measurable("missing", (Column("pnl", "amount"),), tables=("pnl",)), "Nog nodig: je winst-en", "gray"),
        (Measurable("missing", tables=("pnl", "balance")), "Nog 2 bestanden nodig", "gray"),
        (Measurable("setting", settings=("margin",)), "Vul in: brutomarge", "orange"),
        (Measurable("setting", settings=("lifespan_years", "margin")), "Vul nog 2 getallen in", "orange"),
        (Measurable("words"), "Woord komt niet voor", "orange"),
    ],
    ids=[
        "now",
        "survey",
        "one column",
        "two columns",
        "a table",
        "two tables",
        "a number",
        "two numbers",
        "a word that never occurs",
    ],
)
def test_the_badge_says_what_is_missing(found, text, colour):
    badge = passports.measurable_badge(found, "nl")

    assert text in badge.text
    assert badge.colour == colour
