"""Every way a figure about people can leave: none gives the small group, nor what it could be worked out from."""

from datetime import date

import pytest

from kpi_core import work
from kpi_core.errors import KpiError
from kpi_core.export import results_csv, results_xlsx
from kpi_core.model import Target
from kpi_core.passports import markdown
from kpi_core.periods import Grain, parse_period
from kpi_core.read import read_file
from kpi_core.texts import LANGS
from kpi_core.work.explored import View, explored
from kpi_core.work.passports import kpi_passport
from kpi_core.work.traced import traced

TODAY = date(2026, 7, 5)
KPI = "employee_net_promoter_score"
HEADER = "Datum;Soort enquête;Score;Afdeling"
SIZES = {"Winkel": 8, "Magazijn": 6, "Kantoor": 3}
SECRET = ("Kantoor", "Magazijn")
"""The small group, and the one hidden with it."""


@pytest.fixture
def staff(store, spaak, take):
    """A workspace with one eNPS survey, in June, of three departments, and what customers said all along."""
    customers = [f"{day:02d}-{month:02d}-2026;nps;8;" for month in (4, 5, 6) for day in (1, 10, 20, 30)]
    lines = [
        f"{14 + 2 * place:02d}-06-2026;enps;{9 if place % 2 else 4};{name}"
        for name, size in SIZES.items()
        for place in range(size)
    ]
    take("enps.csv", "\n".join([HEADER, *lines, *customers]).encode())
    work.choose(store, spaak, KPI, "hr")
    return spaak


def view(**changes):
    return View(KPI, **changes)


def seen(store, staff, lang="nl", **changes):
    return explored(store, staff, view(**changes), today=TODAY, lang=lang)


def test_the_whole_is_there(store, staff):
    assert seen(store, staff).card.value != "–"


def test_explore_shows_no_bar_line_or_row_of_them(store, staff):
    found = seen(store, staff, by="department").split

    assert list(found.chart.data["name"]) == ["Winkel"]
    assert list(found.small) == ["Winkel"]
    assert not set(SECRET) & set(found.table["Afdeling"])
    assert "3 delen tonen we niet" in found.note


@pytest.mark.parametrize("name", SECRET)
def test_looking_at_one_of_them_alone_shows_nothing(store, staff, name):
    found = seen(store, staff, only=("department", name))

    assert found.line.chart.data["actual"].isna().all()
    assert set(found.table[next(head for head in found.table if "eNPS" in head or "promoter" in head.lower())]) == {"–"}
    assert set(found.table["Regels"]) == {"0"}


def test_two_looks_at_once_are_refused_and_said(store, staff):
    found = seen(store, staff, by="department", only=("department", "Winkel"))

    assert found.split is None
    assert any("één onderverdeling" in note for note in found.notes)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", SECRET)
def test_a_download_holds_no_number_of_them(store, staff, lang, name):
    results = work.explore(store, staff, KPI, Grain.MONTH, today=TODAY, by="department")
    kpi = work.catalogue(store, staff)[KPI]
    [table] = read_file("a.csv", results_csv(results, kpi, lang)).tables
    rows = table.frame[table.frame.eq(name).any(axis=1)]

    assert len(rows) == 3
    assert not [value for row in rows.to_numpy() for value in row if isinstance(value, float) and value > 0]
    sheet = read_file("a.xlsx", results_xlsx(results, kpi, lang, today=TODAY)).tables[0].frame
    told = sheet[sheet.eq(name).any(axis=1)]
    assert not [value for row in told.to_numpy() for value in row if isinstance(value, float) and value > 0]


@pytest.mark.parametrize("name", SECRET)
def test_a_target_on_one_of_them_says_it_cannot_tell(store, staff, name):
    target = Target(KPI, start=date(2026, 1, 1), until=date(2026, 12, 31), value=20, segment=("department", name))
    work.set_target(store, staff, target)
    [(_, status)] = work.statuses(store, staff, TODAY)
    board = work.dashboard(store, staff, TODAY, "nl")
    [card] = [card for level in board.levels for card in level.cards]

    assert status.verdict == "cannot_tell"
    assert status.now is None
    assert card.value == "–"
    assert card.chart.data["actual"].isna().all()
    assert name not in board.headline


@pytest.mark.parametrize("lang", LANGS)
def test_the_passport_holds_no_part_of_a_group_too_small(store, spaak, take, lang):
    take(
        "enps.csv",
        f"{HEADER}\n12-06-2026;enps;9;Kantoor\n13-06-2026;enps;10;Kantoor\n30-06-2026;enps;3;Kantoor".encode(),
    )
    found = kpi_passport(store, spaak, KPI, today=TODAY, lang=lang)
    text = markdown(found.passport, lang, found.figures)

    assert found.figures.arithmetic.lines == ()
    assert found.figures.sources == ()
    assert "÷ 3" not in text
    assert any("5" in note for note in found.figures.notes)


def test_the_rows_are_refused_with_a_sentence(store, staff):
    with pytest.raises(KpiError) as refused:
        traced(store, staff, KPI, parse_period("2026-06"), lang="nl")

    assert refused.value.code == "rows_of_people"
