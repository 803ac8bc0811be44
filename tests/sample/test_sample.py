"""The sample company: the same every day, messy on purpose, with a story that its numbers tell."""

from collections import Counter, defaultdict
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from kpi_core.sample import SAMPLE_NAME, company, sample_workbook
from kpi_core.sample.__main__ import main
from kpi_core.sample.dice import Dice
from kpi_core.sample.shop import FIRST, LAST

SPRING_2025 = (date(2025, 2, 1), date(2025, 6, 30))
SPRING_2026 = (date(2026, 2, 1), date(2026, 6, 30))


@pytest.fixture(scope="module")
def shop():
    return company()


def revenue(shop, window, *, region, existing):
    """Return revenue in cents of customers who did or did not buy before the month, by hand from the raw rows."""
    sold = [line for line in shop.lines if line.status != "Geannuleerd"]
    first = {}
    for line in sold:
        first.setdefault(line.customer, (line.day.year, line.day.month))
    return sum(
        (line.net or 0) - line.refund
        for line in sold
        if line.region == region
        and window[0] <= line.day <= window[1]
        and (first[line.customer] < (line.day.year, line.day.month)) == existing
    )


def test_the_workbook_is_the_same_on_every_call():
    assert sample_workbook() == sample_workbook()


def test_the_workbook_holds_every_department_and_a_hidden_sheet():
    with ZipFile(BytesIO(sample_workbook())) as book:
        listing = book.read("xl/workbook.xml").decode()

    assert [
        name for name in ("Verkoop", "Webverkeer", "Balans", "Personeel", "Klantvragen") if name not in listing
    ] == []
    assert listing.count('state="hidden"') == 1


def test_the_rows_fill_thirty_months_to_the_last_day(shop):
    assert (shop.lines[0].day, shop.lines[-1].day) == (FIRST, LAST)
    assert len({(line.day.year, line.day.month) for line in shop.lines}) == 30
    assert 4_500 <= len(shop.lines) <= 5_500


def test_customer_numbers_keep_their_leading_zeros(shop):
    assert all(line.customer.startswith("00") and len(line.customer) == 6 for line in shop.lines)


def test_exactly_one_amount_cannot_be_read(shop):
    assert sum(line.net is None for line in shop.lines) == 1


def test_existing_customers_in_zuid_fall_away_in_the_last_five_months(shop):
    change = {
        (region, existing): revenue(shop, SPRING_2026, region=region, existing=existing)
        / revenue(shop, SPRING_2025, region=region, existing=existing)
        for region in ("Noord", "Midden", "Zuid")
        for existing in (True, False)
    }

    assert min(change, key=change.get) == ("Zuid", True)
    assert change["Zuid", True] < 0.6
    assert all(value > 0.85 for key, value in change.items() if key != ("Zuid", True))


def test_a_conversion_through_google_creeps_up_and_through_meta_does_not(shop):
    spend, conversions = defaultdict(int), Counter()
    for row in shop.ads:
        key = (row.platform, row.day.year, row.day.month)
        spend[key] += row.spend
        conversions[key] += row.conversions
    google = [spend["Google Ads", 2026, month] / conversions["Google Ads", 2026, month] for month in range(1, 7)]
    meta = [spend["Meta Ads", 2026, month] / conversions["Meta Ads", 2026, month] for month in range(1, 7)]

    assert google == sorted(google)
    assert google[0] == pytest.approx(2_900, rel=0.03)
    assert google[-1] == pytest.approx(4_100, rel=0.03)
    assert max(meta) / min(meta) < 1.08


def test_the_webshop_orders_are_the_sessions_that_bought(shop):
    assert sum(visit.bought for visit in shop.visits) == len({x.order for x in shop.lines if x.channel == "Webshop"})


def test_every_lead_that_was_won_is_a_customer(shop):
    customers = {line.customer for line in shop.lines}

    assert {lead.customer for lead in shop.leads if lead.won} <= customers
    assert all(lead.created <= lead.qualified <= lead.won for lead in shop.leads if lead.won)


def test_a_spread_keeps_the_shares_as_near_as_whole_numbers_allow():
    picks = Counter(Dice(1).spread({"a": 0.5, "b": 0.3, "c": 0.2}, 100))

    assert abs(picks["a"] - 50) <= 1
    assert abs(picks["b"] - 30) <= 1
    assert picks.total() == 100


def test_the_same_seed_gives_the_same_chance():
    first, second = Dice(7), Dice(7)

    assert [first.below(6) for _ in range(20)] == [second.below(6) for _ in range(20)]


def test_the_command_writes_the_workbook_once(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    main()

    assert (tmp_path / SAMPLE_NAME).read_bytes() == sample_workbook()
    assert capsys.readouterr().out == f"{SAMPLE_NAME}\n"
    with pytest.raises(SystemExit, match="there already"):
        main()
