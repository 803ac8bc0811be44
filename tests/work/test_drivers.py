"""Why a KPI changed, as the page and the dashboard say it: from orders, through the store, in both languages."""

from datetime import date

import pytest

from kpi_core import work
from kpi_core.model import Target
from kpi_core.work.drivers import cause, why
from kpi_core.work.looked import View

TODAY = date(2026, 7, 1)
HEADER = "Orderdatum;Ordernummer;Klantnummer;Bedrag excl. btw;Regio"
REGIONS = ("Noord", "Midden", "**Zuid**")
TARGET = Target("revenue", date(2026, 12, 31), date(2026, 1, 1), 440_000.0)


def orders(fall=0.3, months=30):
    """Return orders of thirty months; from February 2026 on customers of the last region who bought before buy less."""
    lines, number = [HEADER], 0
    for month in range(months):
        year, of_year = 2024 + month // 12, month % 12 + 1
        for region in REGIONS:
            for place in range(10):
                number += 1
                old = place < 6
                factor = fall if old and region == REGIONS[-1] and month >= 25 else 1.0
                customer = f"{region[-3]}{place}" if old else f"{region[-3]}{number}"
                amount = (1000 + 40 * ((number * 7 + month * 3) % 11)) * factor
                lines.append(
                    f"{1 + place * 3:02d}-{of_year:02d}-{year};O{number};{customer};{amount:.2f};{region}".replace(
                        ".", ","
                    )
                )
    return "\n".join(lines).encode()


@pytest.fixture
def shop(take, store, spaak):
    def taken(**more):
        take("orders.csv", orders(**more))
        return store, spaak

    return taken


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("nl", "van het gat komt van vaste klanten in **Zuid**. **Zuid** als geheel: −€\u00a027k."),
        ("en", "of the gap comes from existing customers in **Zuid**. **Zuid** as a whole: −€\u00a027k."),
    ],
)
def test_the_gap_to_a_target_is_named_by_region_and_kind_of_customer(shop, lang, words):
    store, spaak = shop()
    work.set_target(store, spaak, TARGET)
    found = why(store, spaak, View("revenue"), today=TODAY, lang=lang)
    first = found.bridges[0]

    assert first.by == "region"
    assert found.proposed
    assert first.sentence.endswith(words)
    assert found.reason == ""
    assert not found.yearly


def test_the_cause_is_one_phrase_for_who_is_behind_and_none_for_who_is_not(shop):
    store, spaak = shop()
    assert cause(store, spaak, "revenue", today=TODAY, lang="nl") == ""
    work.set_target(store, spaak, TARGET)
    assert cause(store, spaak, "revenue", today=TODAY, lang="nl").endswith("van het gat: vaste klanten in **Zuid**")
    work.set_target(store, spaak, Target("revenue", date(2026, 12, 31), date(2026, 1, 1), 300_000.0))
    assert cause(store, spaak, "revenue", today=TODAY, lang="nl") == ""


def test_without_a_target_a_month_is_put_beside_the_same_a_year_before(shop):
    store, spaak = shop()
    found = why(store, spaak, View("revenue"), today=TODAY, lang="nl")
    year = why(store, spaak, View("revenue"), today=TODAY, lang="nl", year=True)

    assert found.span == "juni 2026 naast juni 2025"
    assert found.yearly
    assert year.span == "1 januari 2026 t/m 30 juni 2026 naast 1 januari 2025 t/m 30 juni 2025"
    assert [bridge.by for bridge in found.bridges] == ["region", "customer_kind", "factors"]


def test_where_nothing_happened_nothing_stands_out(shop):
    store, spaak = shop(fall=1.0)
    found = why(store, spaak, View("revenue"), today=TODAY, lang="nl")

    assert found.bridges[0].sentence == "Geen deel springt eruit: elk deel bewoog binnen zijn normale schommeling."
    assert not found.proposed


def test_the_table_adds_up_line_by_line_to_its_last(shop):
    store, spaak = shop()
    table = why(store, spaak, View("revenue"), today=TODAY, lang="nl").bridges[0].table
    adds = [
        float(text.replace("€", "").replace("\u00a0", "").replace(".", "").replace(",", ".").replace("\u2212", "-"))
        for text in table["Draagt bij"]
    ]

    assert table["Regio"][-1] == "Samen"
    assert sum(adds[:-1]) == pytest.approx(adds[-1], abs=2)


def test_one_part_is_looked_into_by_what_else_there_is(shop):
    store, spaak = shop()
    found = why(store, spaak, View("revenue", only=("region", "**Zuid**")), today=TODAY, lang="nl")

    assert [bridge.by for bridge in found.bridges][:1] != ["region"]


def test_what_does_not_add_up_says_so(shop):
    store, spaak = shop()
    found = why(store, spaak, View("active_customers"), today=TODAY, lang="nl")

    assert found.reason.startswith("De delen van deze KPI tellen niet op")
    assert found.bridges == ()


def test_with_one_month_there_is_nothing_to_compare(shop, store, spaak):
    shop(months=1)

    assert why(store, spaak, View("revenue"), today=TODAY, lang="nl") is None


def test_without_data_there_is_nothing(store, spaak):
    assert why(store, spaak, View("revenue"), today=TODAY, lang="nl") is None
    assert cause(store, spaak, "revenue", today=TODAY, lang="nl") == ""
