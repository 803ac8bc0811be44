"""KPIs as a list: their badges and their order."""

import pytest

from kpi_core import passports
from kpi_core.catalogue import CATALOGUE
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
    ],
    ids=["now", "survey", "one column", "two columns"],
)
def test_the_badge_says_what_is_missing(found, text, colour):
    badge = passports.measurable_badge(found, "nl")

    assert text in badge.text
    assert badge.colour == colour


def test_what_can_be_measured_comes_first_and_what_looks_nice_last():
    now = dict.fromkeys(CATALOGUE, Measurable("now"))
    lines = passports.lines(CATALOGUE.values(), now, "nl", ranked=False, only_measurable=True)
    vanity = [bool(CATALOGUE[line.kpi].pair) for line in lines]

    assert len(lines) == len(CATALOGUE)
    assert not any(vanity[:10])


def test_only_what_can_be_measured_is_shown_when_asked():
    none = {kpi: Measurable("missing") for kpi in CATALOGUE}

    assert passports.lines(CATALOGUE.values(), none, "nl", ranked=True, only_measurable=True) == ()
