"""What is said of an action afterwards, from the file to the sentence."""

from datetime import date

import numpy as np
import pytest

from kpi_core.effects import Worked
from kpi_core.periods import Grain, period_of
from kpi_core.work import (
    add_action,
    drop_action,
    finish_action,
    mark_special,
)
from kpi_core.work.effects import effects_of
from tests.work.conftest import HEADER

TODAY = date(2026, 7, 8)
FIRST = date(2024, 3, 1)
BEGUN = date(2026, 3, 1)
MONTHS = 28


@pytest.fixture
def told(store, spaak, take):
    """Give two regions an amount a month, a lift in one of them from an action on, and return what is said of it."""

    def telling(lift, *, region="Zuid", segment=None, lang="nl", begun=BEGUN, today=TODAY, **more):
        chance, lines = np.random.default_rng(3), [HEADER]
        month = period_of(FIRST, Grain.MONTH)
        for at in range(MONTHS):
            for place in ("Noord", "Zuid"):
                amount = round(
                    10_000 + chance.normal(0, 300) + (lift if month.start >= BEGUN and place == region else 0)
                )
                lines.append(f"{month.start:%d-%m-%Y};{place}{at};K{at};{amount},00;{place}")
                lines.append(f"{month.end:%d-%m-%Y};{place}{at}b;K{at};1,00;{place}")
            month = month.shifted(1)
        take("Orders.csv", "\n".join(lines).encode())
        asked = {"kpi": "revenue", "text": "Bel", "owner": "Bo", "due": date(2026, 9, 1), "begun": begun}
        made = add_action(store, spaak, **asked | {"segment": segment} | more)
        return made, effects_of(store, spaak, today, lang)

    return telling


def test_what_came_on_top_is_said_per_month_and_in_total(told):
    """3,000 a month on top of 20,000, of which the noise is about 400: four months, 12,000."""
    made, found = told(3000, expected=2500.0)
    one = found[made.id]

    assert (one.verdict, one.title) == (Worked.LIKELY, "Waarschijnlijk gewerkt")
    assert one.text.startswith("Omzet: €\N{NO-BREAK SPACE}")
    assert "per maand hoger dan zonder deze actie te verwachten was" in one.text
    assert "In 4 maanden samen €" in one.text
    assert one.text.endswith("Bedoeld was €\N{NO-BREAK SPACE}2,5k.")


def test_english(told):
    made, found = told(-3000, lang="en")

    assert found[made.id].verdict is Worked.WORSE
    assert "per month lower than was to be expected without this action" in found[made.id].text


@pytest.mark.parametrize(("region", "verdict"), [("Zuid", Worked.LIKELY), ("Noord", Worked.CANNOT_TELL)])
def test_an_action_on_a_part_is_looked_for_in_that_part(told, region, verdict):
    made, found = told(3000, region=region, segment=("region", "Zuid"))

    assert found[made.id].verdict is verdict


@pytest.mark.parametrize(
    ("begun", "said"),
    [
        (date(2026, 7, 1), "Effect nog niet te zeggen, kijk in oktober."),
        (date(2026, 7, 2), "Effect nog niet te zeggen, kijk in november."),
        (date(2026, 10, 2), "Effect nog niet te zeggen, kijk in februari 2027."),
        (date(2025, 2, 1), "Effect niet te zeggen: van vóór de actie zijn 11 maanden bekend, en het kost er 12."),
    ],
)
def test_what_cannot_be_told_says_why_and_until_when(told, begun, said):
    made, found = told(0, begun=begun, due=date(2026, 12, 1))

    assert found[made.id].text == said
    assert found[made.id].verdict is Worked.CANNOT_TELL


@pytest.mark.parametrize(
    ("changed", "together"),
    [
        ({}, True),
        ({"begun": date(2026, 6, 1)}, True),
        ({"begun": date(2025, 9, 30)}, True),
        ({"begun": date(2025, 9, 1)}, False),
        ({"kpi": "average_order_value"}, False),
        ({"segment": ("region", "Zuid")}, True),
    ],
)
def test_actions_at_once_are_not_told_apart(told, store, spaak, changed, together):
    made, _ = told(3000)
    other = {"kpi": "revenue", "text": "Mail", "owner": "Bo", "due": date(2026, 9, 1), "begun": BEGUN} | changed
    add_action(store, spaak, **other)

    text = effects_of(store, spaak, TODAY, "nl")[made.id].text

    assert ("Er liepen 2 acties tegelijk" in text) is together


def test_what_is_dropped_has_no_effect_and_what_is_done_has(told, store, spaak):
    made, _ = told(3000)

    finish_action(store, spaak, made.id, TODAY)
    assert effects_of(store, spaak, TODAY, "nl")[made.id].verdict is Worked.LIKELY
    drop_action(store, spaak, made.id, TODAY)
    assert effects_of(store, spaak, TODAY, "nl") == {}


def test_without_data_there_is_nothing_to_say(store, spaak):
    add_action(store, spaak, kpi="revenue", text="Bel", owner="Bo", due=TODAY, begun=TODAY)

    assert effects_of(store, spaak, TODAY, "nl") == {}


def test_special_months_are_no_part_of_it(told, store, spaak):
    """Of four months after it two were special: two are left, and it takes three."""
    made, _ = told(3000)
    for month in (3, 5):
        mark_special(store, spaak, "revenue", period_of(date(2026, month, 1), Grain.MONTH), "Verbouwing")

    assert effects_of(store, spaak, TODAY, "nl")[made.id].text == "Effect nog niet te zeggen, kijk in augustus."
