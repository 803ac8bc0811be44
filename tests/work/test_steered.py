"""What was bought with what among the KPIs that are followed, and what only looks nice, on the workspace's own figures."""

from datetime import date, timedelta

import pytest

from kpi_core import work
from kpi_core.texts import LANGS
from kpi_core.work.hanging import hanging
from kpi_core.work.steered import guards_wanted, trade_offs, vanities

TODAY = date(2026, 7, 5)
MONTHS = [(year, month) for year in (2023, 2024, 2025, 2026) for month in range(1, 13) if (year, month) < (2026, 7)]


def shop(bought=1.0, given=1.0):
    """Return orders of three and a half years with what they cost; in the last three months more is sold at a thinner margin."""
    lines = ["Orderdatum;Ordernummer;Klantnummer;Bedrag excl. btw;Kostprijs"]
    for place, (year, month) in enumerate(MONTHS):
        late = place >= len(MONTHS) - 3
        for number in range(20):
            day = date(year, month, 1) + timedelta((number * 3) % 28)
            worth = (100 + (place * 7 + number * 13) % 11) * (bought if late else 1.0)
            cost = worth * (0.6 + (place * 5 % 7) / 300) * (given if late else 1.0)
            lines.append(f"{day:%d-%m-%Y};{place}-{number};K{number};{worth:.2f};{cost:.2f}".replace(".", ","))
    lines.append("30-06-2026;L1;K1;100,00;60,00")
    return "\n".join(lines).encode()


@pytest.mark.parametrize("lang", LANGS)
def test_more_sold_at_a_thinner_margin_is_told_with_both_beside_what_was_expected(store, spaak, take, lang):
    take("orders.csv", shop(1.4, 1.3))
    work.choose(store, spaak, "revenue")
    (found,) = trade_offs(store, spaak, TODAY, lang)

    assert (found.kpi, found.guard, found.followed) == ("revenue", "sales_profit_margin", False)
    assert {"nl": "april 2026 t/m juni 2026", "en": "April 2026 up to June 2026"}[lang] in found.sentence
    assert {"nl": "zet hem erbij", "en": "add it"}[lang] in found.sentence
    (row,) = work.dashboard(store, spaak, TODAY, lang).attention
    assert row.badge.word == {"nl": "Keerzijde", "en": "Trade-off"}[lang]
    assert row.text == found.sentence


@pytest.mark.parametrize(("bought", "given"), [(1.0, 1.0), (1.4, 1.0), (0.7, 1.3)])
def test_without_both_there_is_no_trade_off(store, spaak, take, bought, given):
    take("orders.csv", shop(bought, given))
    work.choose(store, spaak, "revenue")

    assert trade_offs(store, spaak, TODAY, "nl") == ()


def often(late_orders, late_worth):
    """Return orders of nine years and a half from twelve customers; in the last nine months more often, and for less."""
    lines = ["Orderdatum;Ordernummer;Klantnummer;Bedrag excl. btw"]
    for place in range(114):
        year, month, late = 2017 + place // 12, place % 12 + 1, place >= 105
        for number in range((12 + place * place % 7) * (late_orders if late else 1)):
            day = date(year, month, 1) + timedelta((number * 3) % 28)
            worth = (100 + (place * 7 + number * 13) % 11) * (late_worth if late else 1.0)
            lines.append(f"{day:%d-%m-%Y};{place}-{number};K{number % 12};{worth:.2f}".replace(".", ","))
    lines.append("30-06-2026;L1;K1;100,00")
    return "\n".join(lines).encode()


@pytest.mark.parametrize("late", [(2, 0.6), (2, 1.0), (1, 1.0)])
def test_a_kpi_of_quarters_is_held_against_a_guard_of_months_per_quarter(store, spaak, take, late):
    take("orders.csv", often(*late))
    work.choose(store, spaak, "purchase_frequency")
    found = trade_offs(store, spaak, TODAY, "nl")

    assert [(one.kpi, one.guard) for one in found] == [("purchase_frequency", "average_order_value")] * (
        late == (2, 0.6)
    )
    assert all("4e kwartaal 2025 t/m 2e kwartaal 2026" in one.sentence.replace("\u00a0", " ") for one in found)


def test_a_guard_that_is_followed_is_not_proposed(store, spaak, take):
    take("orders.csv", shop(1.4, 1.3))
    work.choose(store, spaak, "revenue")
    assert guards_wanted(store, spaak, "company") == {"revenue": "sales_profit_margin"}

    work.choose(store, spaak, "sales_profit_margin", "sales")
    assert guards_wanted(store, spaak, "company") == {}
    assert trade_offs(store, spaak, TODAY, "nl")[0].followed


def test_without_data_nothing_is_said(store, spaak):
    work.choose(store, spaak, "revenue")

    assert trade_offs(store, spaak, TODAY, "nl") == ()
    assert vanities(store, spaak, TODAY, "nl") == {}
    assert guards_wanted(store, spaak, "company") == {}
    assert hanging(store, spaak, TODAY, "nl") is None


VISITS = [100, 120, 110, 130, 120, 140, 130, 150, 140, 160, 150, 170, 160, 180]  # up and down in turn
SALES = [10, 12, 11, 13, 14, 13, 12, 14, 13, 15, 14, 16, 15, 14]


@pytest.mark.parametrize("lang", LANGS)
def test_visits_are_held_against_revenue_month_by_month(store, spaak, take, lang):
    months = [(year, month) for year in (2025, 2026) for month in range(1, 13)][: len(VISITS)]
    visits = "\n".join(f"{year}-{month:02d}-01;{count}" for (year, month), count in zip(months, VISITS, strict=True))
    sales = "\n".join(
        f"{day:02d}-{month:02d}-{year};{year}{month}{day};K1;{count},00"
        for (year, month), count in zip(months, SALES, strict=True)
        for day in (1, 28)
    )
    take("orders.csv", f"Orderdatum;Ordernummer;Klantnummer;Bedrag excl. btw\n{sales}\n".encode())
    work.read_upload(store, spaak, "web.csv", f"Maand;Sessies\n{visits}\n".encode())
    work.confirm(store, spaak)
    for kpi in ("website_sessions", "revenue"):
        work.choose(store, spaak, kpi)
    same = sum((a > b) == (c > d) for a, b, c, d in zip(VISITS[1:], VISITS, SALES[1:], SALES, strict=False))
    said = vanities(store, spaak, TODAY, lang)["website_sessions"]

    assert {"nl": f"in {same} van de 13 maanden", "en": f"in {same} of 13 months"}[lang] in said


def test_the_set_hangs_under_its_goals_with_the_values_of_the_dashboard(store, spaak, take):
    take("orders.csv", shop())
    work.set_goals(store, spaak, ["growth", "cash"])
    work.choose(store, spaak, "revenue")
    work.choose(store, spaak, "new_customers", "sales")
    found = hanging(store, spaak, TODAY, "nl")
    (tree,) = found.trees

    assert found.headline == "Er is nog geen KPI die laat zien of je er komt: Geld op de rekening."
    assert tree.goal == "growth"
    assert tree.kpis[:2] == ("revenue", "new_customers")  # what contributes comes before what only drives
    values = [row["shown"] for row in tree.chart.data.to_dict("records")]
    board = work.dashboard(store, spaak, TODAY, "nl")
    assert values[1:3] == [card.value for level in board.levels for card in level.cards]


def test_a_kpi_without_a_goal_is_shown_as_such(store, spaak, take):
    take("orders.csv", shop())
    work.set_goals(store, spaak, ["growth"])
    for kpi in ("revenue", "average_order_value", "return_rate"):
        work.choose(store, spaak, kpi)
    found = hanging(store, spaak, TODAY, "nl")

    assert [tree.goal for tree in found.trees] == ["growth", ""]
    assert found.headline == "1 KPI hangt onder geen enkel doel."


@pytest.mark.parametrize(
    ("lang", "told"),
    [("nl", "Je volgt 1 KPI en koos nog geen doel."), ("en", "You follow 1 KPI and have not chosen a goal yet.")],
)
def test_without_any_goal_no_kpi_is_said_to_hang_under_one(store, spaak, take, lang, told):
    take("orders.csv", shop())
    work.choose(store, spaak, "revenue")

    assert hanging(store, spaak, TODAY, lang).headline == told
