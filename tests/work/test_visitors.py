"""Visitors of a daily export have no monthly figure: every page says why, and what to export instead."""

from datetime import date

import pytest

from kpi_core import work
from kpi_core.model import Target
from kpi_core.work.aims import aim
from kpi_core.work.explored import View, explored
from kpi_core.work.passports import kpi_passport

TODAY = date(2026, 7, 5)
HEADER = "Datum;Sessies;Gebruikers"
DAILY = "\n".join([HEADER, *(f"{day:02d}-{month:02d}-2026;20;10" for month in (4, 5, 6) for day in range(1, 31))])
MONTHLY = f"{HEADER}\n2026-04-01;600;200\n2026-05-01;600;210\n2026-06-01;600;220"
WHY = "per maand in plaats van per dag"


def pages(store, space):
    """Return the value shown and the words beside it, of each page."""
    target = Target("website_users", start=date(2026, 1, 1), until=date(2026, 12, 31), value=500)
    look = explored(store, space, View("website_users"), today=TODAY, lang="nl")
    board = work.dashboard(store, space, TODAY, "nl")
    [card] = [card for level in board.levels for card in level.cards]
    figures = kpi_passport(store, space, "website_users", today=TODAY, lang="nl").figures
    weighed = aim(store, space, target, today=TODAY, lang="nl")
    return {
        "explore": (look.card.value, " ".join(look.notes)),
        "dashboard": (card.value, " ".join(board.notes)),
        "passport": (figures.arithmetic.value, " ".join(figures.notes)),
        "target": (weighed.trend.data["actual"].isna().all(), weighed.needed),
    }


@pytest.mark.parametrize("place", ["explore", "dashboard", "passport", "target"])
def test_a_daily_export_gives_no_monthly_visitors_and_says_what_to_export(store, spaak, take, place):
    take("web.csv", DAILY.encode())
    work.choose(store, spaak, "website_users", "marketing")
    value, said = pages(store, spaak)[place]

    assert value in {"–", "", True}
    assert WHY in said


@pytest.mark.parametrize("place", ["explore", "dashboard", "passport", "target"])
def test_a_monthly_export_gives_them_and_says_nothing_of_it(store, spaak, take, place):
    take("web.csv", MONTHLY.encode())
    work.choose(store, spaak, "website_users", "marketing")
    value, said = pages(store, spaak)[place]

    assert value in {"220", False}
    assert WHY not in said
