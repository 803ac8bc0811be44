"""Beside a return on advertising stands from where one earns: 1 divided by a margin somebody gave or the books show."""

from datetime import date

import pytest

from kpi_core import work
from kpi_core.model import Target
from kpi_core.work.aims import aim
from kpi_core.work.break_even import break_even_in
from kpi_core.work.passports import kpi_passport

TODAY = date(2026, 7, 5)
ADS = b"Dag;Campagne;Kosten;Klikken;Conversiewaarde\n" + b"\n".join(
    b"%02d-0%d-2026;Actie;100,00;40;320,00" % (day, month) for month in (4, 5, 6) for day in (1, 10, 20, 30)
)
BOOKS = "Maand;Omzet;Inkoop\n" + "\n".join(f"2026-0{month};10.000,00;{6000 + 500 * month},00" for month in (1, 2))


@pytest.fixture
def ads(spaak, take):
    take("ads.csv", ADS)
    return spaak


def said(store, space, lang="nl", kpi="roas"):
    return break_even_in(store, space, kpi, today=TODAY, lang=lang)


@pytest.mark.parametrize(("margin", "value"), [(0.35, "2,9"), (0.5, "2"), (0.25, "4")])
def test_a_margin_filled_in_gives_the_break_even(store, ads, margin, value):
    work.set_param(store, ads, "margin", margin)

    assert f"pas aan boven {value}" in said(store, ads).replace(",0:", ":")
    assert "ingevuld" in said(store, ads)


def test_without_a_margin_nothing_is_assumed(store, ads):
    assert said(store, ads) == ""
    assert said(store, ads, "en") == ""


def test_the_books_give_it_over_their_whole_months(store, ads, take):
    """20,000 of revenue and 13,500 of cost: a margin of 32.5%, so 1 / 0.325 = 3.08."""
    take("boeken.csv", BOOKS.encode())

    assert "boven 3,1" in said(store, ads)
    assert "32,5%" in said(store, ads)
    assert "above 3.1" in said(store, ads, "en")


def test_a_margin_filled_in_goes_before_the_books(store, ads, take):
    take("boeken.csv", BOOKS.encode())
    work.set_param(store, ads, "margin", 0.5)

    assert "50%" in said(store, ads)


def test_other_kpis_and_empty_workspaces_say_nothing(store, ads):
    work.set_param(store, ads, "margin", 0.35)

    assert said(store, ads, kpi="click_through_rate") == ""
    assert said(store, work.create(store, "Leeg", "nl").id) == ""


def test_it_stands_on_the_passport_and_beside_a_target(store, ads):
    work.set_param(store, ads, "margin", 0.35)
    page = kpi_passport(store, ads, "roas", today=TODAY, lang="nl")
    target = Target("roas", start=date(2026, 1, 1), until=date(2026, 12, 31), value=4)

    assert said(store, ads) in page.figures.notes
    assert said(store, ads) in aim(store, ads, target, today=TODAY, lang="nl").needed
