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


def members(stay=76):
    """Return `stay` subscribers of 10 a month since 2024, and 24 who pay 20 and leave in 2026, four a month."""
    lines = [SUBSCRIBERS]
    lines += [f"K{n};{n % 28 + 1:02d}-03-2024;;10,00" for n in range(stay)]
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


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (members(400), "langer dan 13 jaar"),  # 24 of some 5,000: half a percent a month, at most 0.62%
        ("\n".join(members().decode().splitlines()[:90]).encode(), "na een jaar waarin er minstens 20 vertrokken"),
    ],
)
def test_how_long_a_subscriber_stays_is_said_only_as_far_as_it_is_known(take, store, spaak, data, words):
    take("abonnementen.csv", data)
    found = returning(store, spaak, View("customer_churn_rate"), today=TODAY, lang="nl")

    assert words in found.leavers.stay


def test_subscribers_of_one_month_cannot_have_left(take, store, spaak):
    take("abonnementen.csv", f"{SUBSCRIBERS}\nK1;01-06-2026;;10,00\nK2;20-06-2026;;10,00".encode())
    found = returning(store, spaak, View("customer_churn_rate"), today=TODAY, lang="nl")

    assert (found.chart, found.table, found.legend, found.leavers) == (None, None, "", None)
    assert found.sentence.startswith("Of abonnees blijven is te zien als")


def fallen():
    """Return 60 new customers in each of ten quarters up to June 2026; 24 are back in the next one, since 2026 only 6."""
    lines = [HEADER, "30-06-2026;X;X;1,00;Noord"]
    for quarter in range(10):
        year, month = 2024 + quarter // 4, quarter % 4 * 3 + 2
        later, after = 2024 + (quarter + 1) // 4, (quarter + 1) % 4 * 3 + 2
        back = 6 if later == 2026 else 24
        for n in range(60):
            lines.append(f"{n % 28 + 1:02d}-{month:02d}-{year};A{quarter}-{n};K{quarter}-{n};100,00;Noord")
            if n < back and quarter < 9:
                lines.append(f"{n % 28 + 1:02d}-{after:02d}-{later};B{quarter}-{n};K{quarter}-{n};50,00;Zuid")
    return "\n".join(lines).encode()


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("nl", ("Sinds het 1e kwartaal 2026 komen van elke 100 klanten er ongeveer 30 minder terug", "▼ lager dan")),
        ("en", ("Since Q1 2026 about 30 fewer customers in every 100 come back", "▼ lower than")),
    ],
)
def test_a_fall_that_was_planted_is_named_with_its_date_and_size(take, store, spaak, lang, told):
    """Of 60 customers 6 instead of 24 come back: 30 in 100 fewer."""
    take("orders.csv", fallen())
    found = returning(store, spaak, View("revenue"), today=TODAY, lang=lang)

    sentence, sign = told

    assert found.sentence.startswith(sentence)
    assert sign in found.legend
    assert next(cells for head, cells in found.table.items() if head.endswith(("1 kwartaal", "1 quarter")))[7:9] == [
        "▼ 10% (6)",
        "▼ 10% (6)",
    ]


def test_enough_customers_can_be_quiet_and_looked_ahead_for(take, store, spaak):
    """Of 601 customers 180 came back, all some 91 days later: so who bought nothing for 3 months is quiet."""
    take("orders.csv", fallen())
    found = returning(store, spaak, View("revenue"), today=TODAY, lang="nl")

    assert found.quiet.startswith("534 van je 601 klanten kochten 3 maanden of langer niets.")
    assert (found.can_look_ahead, found.missing) == (True, "")
    assert look_ahead(store, spaak, View("revenue"), today=TODAY, lang="nl").startswith("Gaan je klanten door zoals nu")


def test_small_groups_are_told_to_be_grey(take, store, spaak):
    lines = [
        f"{day:02d}-{month:02d}-2026;O{month}{day};K{day % 9};1,00;Zuid"
        for month in range(1, 7)
        for day in range(1, 31)
    ]
    take(
        "orders.csv", "\n".join([HEADER, *(line for line in lines if not line.startswith(("29-02", "30-02")))]).encode()
    )
    found = returning(store, spaak, View("revenue"), today=TODAY, lang="en")

    assert "Grey: fewer than 20" in found.legend
