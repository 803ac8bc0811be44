"""The tree of a KPI: what it is made of gives the whole, on the sample company's own data, and the picture holds it."""

from datetime import date

import pytest

from kpi_core.catalogue import CATALOGUE, MEASURES
from kpi_core.charts import tree as drawn
from kpi_core.dataset import prepare
from kpi_core.formula.facts import parts
from kpi_core.formula.tree import Measure
from kpi_core.joining import join_tables
from kpi_core.mapping import propose
from kpi_core.passports.tree import Facts, Standing, as_kpi, named_in, tree_of, value_of
from kpi_core.periods import parse_period
from kpi_core.read import read_file
from kpi_core.texts import LANGS
from kpi_core.work.passports import Asked, made_of

TODAY = date(2026, 7, 5)
MAY = parse_period("2026-05")
SETTINGS = {"margin": 0.35, "lifespan_years": 3.0, "monthly_churn": 0.05, "fulltime_hours": 40.0}
EXACT = [(kpi, one) for kpi in CATALOGUE for one in CATALOGUE[kpi].equals]


@pytest.fixture(scope="module")
def spaak(sample_bytes):
    read = read_file("spaak.xlsx", sample_bytes)
    joined = join_tables([(table, propose(table)) for table in read.tables], {})
    return prepare(joined, sources=["spaak.xlsx"] * len(joined))


def asked(kpi, dataset):
    return Asked(CATALOGUE[kpi], None, dataset, SETTINGS, TODAY, CATALOGUE)


def facts(**values):
    """Return what a tree is filled with: id to value, or to (value, a year earlier)."""
    pairs = {name: value if isinstance(value, tuple) else (value, None) for name, value in values.items()}
    return Facts(CATALOGUE, {name: Standing(*pair) for name, pair in pairs.items()}, SETTINGS, 31, "nl")


@pytest.mark.parametrize(("kpi", "identity"), EXACT, ids=[f"{kpi}={one.formula}" for kpi, one in EXACT])
def test_the_parts_of_an_exact_identity_are_the_whole(kpi, identity, spaak):
    found = made_of(asked(kpi, spaak), MAY, "nl")

    assert not [line for line in found.lines if "hoort gelijk te zijn" in line]
    if {"revenue", "roas", "cost_per_acquisition", "cost_per_lead"} & {kpi}:
        assert found.root.inside[0].exact
        assert found.lines[CATALOGUE[kpi].equals.index(identity)].startswith(f"{CATALOGUE[kpi].name['nl']} = ")


@pytest.mark.parametrize("kpi", [kpi for kpi in CATALOGUE if named_in(CATALOGUE[kpi])[1:]])
def test_every_name_in_a_tree_is_a_kpi_or_a_measure(kpi):
    assert set(named_in(CATALOGUE[kpi])) <= {*CATALOGUE, *MEASURES}
    names = {part.name for one in CATALOGUE[kpi].equals for part in parts(one.tree) if isinstance(part, Measure)}
    assert names <= set(named_in(CATALOGUE[kpi]))


def test_parts_that_do_not_give_the_whole_are_not_called_exact():
    found = tree_of(CATALOGUE["roas"], facts(roas=5.0, ad_value=100.0, ad_conversions=4.0, cost_per_acquisition=10.0))

    assert not any(branch.exact for branch in found.root.inside)
    assert "hoort gelijk te zijn" in found.lines[0]


def test_a_group_between_brackets_is_a_box_of_its_own_with_its_value():
    values = {"ad_spend": 100.0, "ad_clicks": 50.0, "ad_conversions": 5.0, "cost_per_acquisition": 20.0}
    inside = tree_of(CATALOGUE["cost_per_acquisition"], facts(**values)).root.inside

    assert [branch.sign for branch in inside if not branch.driver] == ["", "÷", "÷"]
    assert [branch.shown for branch in inside[2].inside] == ["5", "50"]
    assert inside[2].shown == "0,10"


def test_a_change_is_told_since_a_year_earlier_and_in_points_for_a_share():
    root = tree_of(
        CATALOGUE["website_conversions"], facts(website_conversions=(120.0, 100.0), website_sessions=10.0)
    ).root
    share = tree_of(CATALOGUE["bounce_rate"], facts(bounce_rate=(0.42, 0.40)))

    assert root.change == "+20% in een jaar"
    assert share is None or share.root.change == "+2 punt in een jaar"


def test_an_unknown_part_leaves_the_numbers_out():
    lines = tree_of(CATALOGUE["ltv_cac_ratio"], facts(ltv_cac_ratio=None)).lines

    assert all("In cijfers" not in line for line in lines)


def test_dividing_by_nothing_gives_no_value():
    [identity] = CATALOGUE["roas"].equals

    assert value_of(identity.tree, facts(ad_value=100.0, ad_conversions=0.0, cost_per_acquisition=0.0)) is None


def test_a_measure_as_a_kpi_keeps_small_groups_hidden():
    kpi = as_kpi("net_revenue", CATALOGUE["absenteeism_rate"])

    assert kpi.min_group == 5
    assert kpi.unit == "currency"


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGS)
def test_the_picture_holds_every_box_and_says_its_finding(lang, mode, spaak):
    found = made_of(asked("revenue", spaak), MAY, lang)
    chart = drawn(found, lang, mode)

    assert chart.data["name"].iloc[0] == CATALOGUE["revenue"].name[lang]
    assert set(chart.data["kpi"].dropna()) == {"revenue", *found.kpis}
    assert found.root.shown in chart.alt
    assert {item.shape for item in chart.key} == {"line", "dash"}


def test_a_box_stands_between_the_parts_it_is_made_of_and_none_on_another(spaak):
    data = drawn(made_of(asked("revenue", spaak), MAY, "nl"), "nl").data

    assert not data.duplicated(["column", "wide"]).any()
    assert not data.duplicated("narrow").any()
    assert data["narrow"].is_monotonic_increasing
