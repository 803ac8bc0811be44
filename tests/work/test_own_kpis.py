"""Own KPIs in a workspace: kept, chosen, judged and counted like any other; nothing of them is ever lost."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from kpi_core import work
from kpi_core.catalogue.search import find_in
from kpi_core.errors import FormulaError, KpiError, StoreError
from kpi_core.export import results_xlsx
from kpi_core.model import OwnKpi, Target
from kpi_core.periods import Grain
from kpi_core.store import Choice
from kpi_core.texts import LANGS, say
from kpi_core.units import Direction, Unit
from kpi_core.work import OwnDraft
from kpi_core.work.explored import View, explored
from tests.work.conftest import MAY_AND_JUNE

TODAY = date(2026, 7, 1)
BASKET = OwnDraft("Bonbedrag", "som([Bedrag excl. btw]) / aantal(orders)")


@pytest.fixture
def shop(store, spaak, take):
    take("orders.csv", MAY_AND_JUNE)
    return store, spaak


def made(shop, name="Bonbedrag", formula=BASKET.formula, **more):
    return work.save_own(*shop, OwnDraft(name, formula, **more), "nl")


def names(shop):
    return [one.kpi.name for one in work.own_kpis(*shop, "nl")]


def test_a_formula_in_dutch_is_kept_in_one_spelling_and_shown_in_dutch_again(shop):
    kept = made(shop)

    assert (kept.id, kept.formula, kept.unit) == ("own.bonbedrag", "sum(sales.net_amount) / orders", Unit.CURRENCY)
    (listed,) = work.own_kpis(*shop, "nl")
    assert (listed.typed, listed.problem) == ("som([Bedrag excl. btw]) / bestellingen", "")
    assert work.check_own(*shop, listed.typed, "nl").formula == kept.formula


def test_it_is_computed_on_the_data(shop):
    frame = work.explore(*shop, made(shop).id, Grain.MONTH, today=TODAY).frame

    assert frame["value"].tolist() == pytest.approx([(1100.50 + 200.25 + 99.25) / 3, (300 + 450.75) / 2])


def test_it_can_be_chosen_get_a_target_and_a_verdict_and_stands_on_the_overview(shop):
    kpi = made(shop).id
    assert work.choose(*shop, kpi) == Choice(kpi, "company", 0)
    target = Target(kpi=kpi, start=date(2026, 1, 1), until=date(2026, 12, 31), value=400.0)
    work.set_target(*shop, target)

    ((judged, status),) = work.statuses(*shop, TODAY)
    assert judged == target
    assert status.now == pytest.approx((300 + 450.75) / 2)
    for lang in LANGS:
        board = work.dashboard(*shop, TODAY, lang)
        assert [card.title for card in board.levels[0].cards] == ["Bonbedrag"]
        assert explored(*shop, View(kpi), today=TODAY, lang=lang).headline


def test_what_is_missing_is_told_by_name(shop):
    found = work.check_own(*shop, "som(ads.spend) / omzet", "nl")
    seen = work.preview(*shop, found, OwnDraft("x", ""), today=TODAY, lang="nl")

    assert "Advertenties" in seen.missing
    assert (seen.value, seen.chart) == ("", None)


def test_a_preview_is_what_the_card_will_say(shop):
    found = work.check_own(*shop, BASKET.formula, "nl")
    seen = work.preview(*shop, found, BASKET, today=TODAY, lang="nl")
    work.choose(*shop, made(shop).id)

    card = work.dashboard(*shop, TODAY, "nl").levels[0].cards[0]
    assert (seen.value, seen.comparison) == (card.value, card.comparison)
    assert seen.rows == "2 regels in juni 2026."


def test_a_change_keeps_the_id_and_every_state(shop):
    kpi = made(shop).id
    changed = work.save_own(*shop, OwnDraft("Bon", "omzet / orders", Unit.CURRENCY), "nl", kpi)

    assert changed.id == kpi
    assert [version.kpi.name for version in work.own_history(*shop, kpi)] == ["Bon", "Bonbedrag"]
    assert work.undo_own(*shop, kpi).name == "Bonbedrag"
    assert len(work.own_history(*shop, kpi)) == 3


def test_a_removed_one_leaves_choices_and_targets_waiting_and_comes_back_with_them(shop):
    kpi = made(shop).id
    work.choose(*shop, kpi)
    work.set_target(*shop, Target(kpi=kpi, start=date(2026, 1, 1), until=date(2026, 12, 31), value=400.0))
    work.remove_own(*shop, kpi)

    assert (names(shop), work.choices(*shop), work.targets(*shop), work.statuses(*shop, TODAY)) == ([], (), (), ())
    assert work.dashboard(*shop, TODAY, "nl") is None

    work.undo_own(*shop, kpi)
    assert [choice.kpi for choice in work.choices(*shop)] == [kpi]
    assert [target.kpi for target in work.targets(*shop)] == [kpi]


def test_one_that_others_are_made_of_stays(shop):
    kpi = made(shop).id
    made(shop, "Dubbel", "Bonbedrag * 2")

    with pytest.raises(StoreError, match="own_in_use") as caught:
        work.remove_own(*shop, kpi)
    assert caught.value.fields["names"] == "Dubbel"
    assert names(shop) == ["Bonbedrag", "Dubbel"]


def test_a_circle_is_told_while_typing_and_never_kept(shop):
    kpi = made(shop).id
    made(shop, "Dubbel", "Bonbedrag * 2")

    assert work.check_own(*shop, "dubbel / 2", "nl", kpi).problem.endswith("Bonbedrag → Dubbel → Bonbedrag.")
    with pytest.raises(FormulaError, match="formula_circle"):
        work.save_own(*shop, OwnDraft("Bonbedrag", "dubbel / 2"), "nl", kpi)
    assert work.own_kpis(*shop, "nl")[0].kpi.formula == "sum(sales.net_amount) / orders"


def broken(shop):
    """Keep an own KPI as an earlier version of the product may have: its formula names what there no longer is."""
    store, workspace = shop
    kpi = OwnKpi("own.oud", "Oud", "sum(sales.gone_amount)", Unit.COUNT, Direction.HIGHER, Grain.MONTH)
    with store.writing(workspace) as space:
        space.own_kpis.put(kpi)
        space.choices.put(Choice("own.oud", "company", 0))
    return kpi


def test_one_that_can_no_longer_be_read_is_kept_and_told_and_stops_nothing(shop):
    kpi = broken(shop)
    work.choose(*shop, made(shop).id)

    old, new = work.own_kpis(*shop, "nl")
    assert (old.kpi, old.typed) == (kpi, kpi.formula)
    assert "gone_amount" in old.problem
    assert new.problem == ""
    assert work.own_problems(*shop, "nl") == (f"Je eigen KPI ‘Oud’ doet nu niet mee: {old.problem}",)
    assert [card.title for card in work.dashboard(*shop, TODAY, "nl").levels[0].cards] == ["Bonbedrag"]
    work.save_own(*shop, OwnDraft("Oud", "omzet", Unit.CURRENCY), "nl", kpi.id)
    assert len(work.dashboard(*shop, TODAY, "nl").levels[0].cards) == 2


@pytest.mark.parametrize(
    ("name", "formula", "code"),
    [
        pytest.param(" \t", "omzet", "empty_name", id="no name"),
        pytest.param("Omzet", "orders", "own_name_taken", id="a name of the catalogue"),
        pytest.param("bon BEDRAG", "orders", "own_name_taken", id="a name of another own one"),
        pytest.param("own.bonbedrag", "orders", "own_name_taken", id="its id"),
        pytest.param("Nieuw", "omzt", "formula_unknown_name", id="a wrong formula"),
        pytest.param("Nieuw", "", "formula_empty", id="no formula"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_changes_nothing(shop, name, formula, code):
    made(shop)

    with pytest.raises(KpiError) as caught:
        made(shop, name, formula)
    assert caught.value.code == code
    for lang in LANGS:
        say(f"error.{code}", lang, **caught.value.fields)
    assert names(shop) == ["Bonbedrag"]


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Omzet per mónteur!", "own.omzet_per_monteur"),
        ("3 maanden", "own.kpi_3_maanden"),
        ("ความสุข", "own.kpi"),
        ("x" * 119, "own." + "x" * 50),
    ],
)
def test_every_name_gives_an_id_that_formulas_can_name(shop, name, id_):
    kept = made(shop, name)

    assert kept.id == id_
    assert work.check_own(*shop, f"{id_} / 2", "nl").formula == f"{id_} / 2"
    assert work.check_own(*shop, f"[{name}] / 2", "nl").formula == f"{id_} / 2"


def test_another_workspace_knows_nothing_of_it(shop):
    store, _ = shop
    kpi = made(shop).id
    other = work.create(store, "Kruim", "nl").id

    assert work.own_kpis(store, other, "nl") == ()
    assert kpi not in work.catalogue(store, other)
    with pytest.raises(StoreError, match="unknown_kpi"):
        work.choose(store, other, kpi)


def test_a_file_takes_them_to_another_workspace_all_or_none(shop):
    store, _ = shop
    made(shop)
    made(shop, "Dubbel", "Bonbedrag * 2")
    data = work.export_own(*shop)
    other = work.create(store, "Kruim", "nl").id

    assert work.import_own(store, other, data, "nl") == work.Taken(added=2, changed=0, same=0)
    assert work.import_own(store, other, data, "nl") == work.Taken(added=0, changed=0, same=2)
    assert work.own_kpis(store, other, "nl")[1].kpi == work.own_kpis(*shop, "nl")[1].kpi
    wrong = data.replace(b"own.bonbedrag * 2", b"own.nergens * 2")
    with pytest.raises(FormulaError):
        work.import_own(store, other, wrong.replace(b"orders\n", b"orders * 3\n"), "nl")
    assert work.own_kpis(store, other, "nl")[0].kpi.formula == "sum(sales.net_amount) / orders"


def test_search_finds_it_by_the_words_of_whoever_made_it(shop):
    kpi = made(shop, meaning="Wat een klant per keer besteedt.").id
    known = work.catalogue(*shop).values()

    for lang in LANGS:
        assert find_in(known, "bonbedrag", lang)[0].id == kpi
        assert kpi in [found.id for found in find_in(known, "per keer besteedt", lang)]


def test_a_name_that_looks_like_a_formula_stays_text_in_a_workbook(shop):
    kpi = made(shop, "=1+1", meaning="=HYPERLINK(1)").id
    results = work.explore(*shop, kpi, Grain.MONTH, today=TODAY)
    book = load_workbook(BytesIO(results_xlsx(results, work.catalogue(*shop)[kpi], "nl", today=TODAY)))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {"=1+1", "=HYPERLINK(1)"} <= {cell.value for cell in cells}
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_columns_are_at_hand_by_their_own_names_and_can_be_typed(shop):
    (table,) = work.at_hand(*shop, "nl")
    headers = [header for header, _ in table.columns]

    assert table.table == "Verkopen"
    assert set(headers) == {"Orderdatum", "Ordernummer", "Klantnummer", "Bedrag excl. btw", "Regio"}
    for _, typed in table.columns:
        assert work.check_own(*shop, f"uniek({typed})", "nl").tree is not None, typed


@pytest.mark.parametrize("lang", LANGS)
def test_the_examples_are_those_the_data_can_give_in_the_words_of_the_workspace(shop, lang):
    drafts = work.examples(*shop, lang)

    assert len(drafts) == 2  # there is no ad spend
    for draft in drafts:
        assert work.check_own(*shop, draft.formula, lang).tree is not None, draft


def test_what_people_type_is_cut_and_cleaned(shop):
    kept = made(shop, "Bon\n\u202e \x07bedrag", meaning="x" * 5000)

    assert kept.name == "Bon bedrag"
    assert len(kept.meaning) == 2000
