"""The block about groups of customers: for which KPIs it is there, and every number of it made by hand."""

from datetime import date

import pytest

from kpi_core import work
from kpi_core.catalogue import CATALOGUE
from kpi_core.periods import Grain
from kpi_core.targets import tree_of
from kpi_core.work.cohorts import look_ahead, returning, shown_for
from kpi_core.work.explored import View
from tests.work.conftest import HEADER

TODAY = date(2026, 7, 1)
NB = "\u00a0"


@pytest.mark.parametrize(
    ("kpi", "variant", "table"),
    [
        ("revenue", None, "sales"),
        ("revenue", "invoices", None),
        ("customer_retention_rate", None, "sales"),
        ("customer_retention_rate", "subscriptions", "subscriptions"),
        ("second_purchase_rate", None, "sales"),
        ("customer_lifetime_value", None, "sales"),
        ("active_customers", None, "sales"),
        ("customer_churn_rate", None, "subscriptions"),
        ("customer_churn_rate", "inactive", "sales"),
        ("mrr", None, "subscriptions"),
        ("net_revenue_retention", None, "subscriptions"),
        ("average_order_value", None, None),  # of orders, not of customers
        ("return_rate", None, None),
        ("customer_acquisition_cost", None, None),
        ("website_sessions", None, None),
        ("employee_turnover_rate", None, None),
    ],
)
def test_the_formula_decides_whether_it_is_about_customers(kpi, variant, table):
    assert shown_for(tree_of(CATALOGUE[kpi], variant)) == table


def four_hundred():
    """Return 40 new customers in each of ten months up to June 2026; a quarter of them is back the month after.

    Everybody spends 100 at first and 50 when back. One row has no customer.
    """
    lines = [HEADER, "30-06-2026;X;;1,00;Noord"]
    for month in range(10):
        year, number = (2025, month + 9) if month < 4 else (2026, month - 3)
        after = (year, number + 1) if number < 12 else (year + 1, 1)
        for n in range(40):
            lines.append(f"{n % 28 + 1:02d}-{number:02d}-{year};A{month}-{n};K{month}-{n};100,00;Noord")
            if n % 4 == 0 and month < 9:
                lines.append(f"{n % 28 + 1:02d}-{after[1]:02d}-{after[0]};B{month}-{n};K{month}-{n};50,00;Zuid")
    return "\n".join(lines).encode()


@pytest.fixture
def shop(take, store, spaak):
    take("orders.csv", four_hundred())
    return store, spaak


def seen(shop, grain=None, lang="nl", **asked):
    return returning(*shop, View(asked.pop("kpi", "revenue"), **asked), grain, today=TODAY, lang=lang)


def test_without_data_or_for_another_kpi_there_is_no_block(shop, store):
    other = work.create(store, "Leeg", "nl").id

    assert returning(store, other, View("revenue"), today=TODAY, lang="nl") is None
    assert seen(shop, kpi="average_order_value") is None
    assert seen(shop, only=("channel", "web")) is None


def test_months_are_told_and_drawn(shop):
    found = seen(shop, Grain.MONTH)

    assert found.title == "Komen klanten terug?"
    assert found.sentence.startswith("Van elke 100 nieuwe klanten kopen er 25 de volgende maand opnieuw.")
    assert found.grains == (Grain.QUARTER, Grain.MONTH)
    assert found.table["Klanten"] == ["40"] * 10 + ["400"]
    assert found.table["na 1 maand"] == ["25% (10)"] * 9 + ["", "25% (90)"]
    assert found.table["na 2"][:2] == ["0% (0)"] * 2
    assert found.chart.data["group"].iloc[-1] == "samen · 400"
    assert any("1 regel noemt geen klant" in note for note in found.notes)


def test_quarters_are_the_usual_choice_once_there_are_four(shop):
    """September 2025 to June 2026 lies in four quarters."""
    found = seen(shop)

    assert found.grain is Grain.QUARTER
    assert found.table["Groep"][0] == "3e kwartaal 2025"
    # of the quarters only who came in its last month is back in the next one: 10 of 40, and 10 of 120
    assert found.table["na 1 kwartaal"] == ["25% (10)", "8% (10)", "8% (10)", "", "11% (30)"]


def test_what_a_customer_brought_says_what_it_is_counted_in(shop):
    plain = seen(shop, Grain.MONTH).worth
    work.set_param(*shop, "margin", 0.4)
    kept = seen(shop, Grain.MONTH).worth

    # 100 at first, and a quarter of the customers 50 a month later
    assert plain.sentence == (
        f"Een klant besteedt in de eerste maand gemiddeld €{NB}100, en na 9 maanden in totaal €{NB}113."
    )
    assert plain.note
    assert kept.sentence.endswith(f"in totaal €{NB}45.")
    assert kept.note == ""


def test_one_part_keeps_the_customers_who_began_there(shop):
    assert seen(shop, Grain.MONTH, only=("region", "Noord")).table["na 1 maand"][0] == "25% (10)"
    assert seen(shop, only=("region", "Zuid")) is None  # nobody began in South


def test_quiet_needs_a_hundred_times_between_two_purchases(shop):
    """There are 90 who came back."""
    assert seen(shop).quiet == ""


def test_looking_ahead_says_what_is_missing(shop):
    found = seen(shop)

    assert not found.can_look_ahead
    assert (
        found.missing == "Vooruitkijken naar herhaalaankopen kan nog niet. Nodig: minstens 100 klanten die terugkwamen."
    )
    assert look_ahead(*shop, View("revenue"), today=TODAY, lang="nl") == ""


SUBSCRIBERS = "Klantnummer;Startdatum;Einddatum;MRR"


def members():
    """Return 100 subscribers of 10 a month since 2024; in 2026 four leave each month, who pay 20."""
    lines = [SUBSCRIBERS]
    lines += [f"K{n};{n % 28 + 1:02d}-03-2024;;10,00" for n in range(76)]
    lines += [f"L{n};{n % 28 + 1:02d}-03-2024;{28 - n % 4:02d}-{n // 4 + 1:02d}-2026;20,00" for n in range(24)]
    lines += [f"M{n};{n % 28 + 1:02d}-06-2026;;10,00" for n in range(30)]
    return "\n".join(lines).encode()


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_subscribers_who_left_stand_beside_what_they_paid(take, store, spaak, lang):
    take("abonnementen.csv", members())
    found = returning(store, spaak, View("customer_churn_rate"), today=TODAY, lang=lang)
    left = found.leavers

    assert found.title == {"nl": "Blijven abonnees?", "en": "Do subscribers stay?"}[lang]
    assert (found.worth, found.quiet, found.missing) == (None, "", "")
    latest = [row[0] for row in left.table.values()]
    assert latest[1:3] == ["80", "4"]
    assert latest[3] == {"nl": "5,0%", "en": "5.0%"}[lang]
    assert latest[6] == {"nl": "9,5%", "en": "9.5%"}[lang]  # 4 x 20 of 76 x 10 and 4 x 20
    assert "24" in left.sentence
    assert f"€{NB}480" in left.sentence
    # 24 left of 12 months of 100, 96, ...: 1 / (24 / 1140) = 47 or 48 months
    assert "47" in left.stay or "48" in left.stay
