from importlib.resources import files

import pytest
import yaml

from kpi_core.catalogue import CATALOGUE, DEPARTMENTS, MEASURES, adds_up, columns, in_words, load, measure_trees
from kpi_core.catalogue.load import FILES, load_measures
from kpi_core.catalogue.words import _named
from kpi_core.errors import DefinitionError
from kpi_core.formula.facts import Additivity, additive, parts, tables
from kpi_core.formula.printing import text_of
from kpi_core.formula.tree import Aggregate, Measure
from kpi_core.roles import KINDS
from kpi_core.texts import LANGS
from kpi_core.units import USUAL_DECIMALS, Unit

EVERY = pytest.mark.parametrize("kpi", CATALOGUE.values(), ids=CATALOGUE)
BOTH, NEITHER = Additivity(segments=True, periods=True), Additivity(segments=False, periods=False)


def test_every_table_kind_is_of_use_to_a_kpi():
    trees = [one.tree for kpi in CATALOGUE.values() for one in (kpi, *kpi.variants)]

    assert {kind for tree in trees for kind in tables(tree)} == KINDS.keys()


@EVERY
def test_both_languages_say_the_same_things(kpi):
    for texts in (kpi.aliases, kpi.traps, kpi.actions):
        assert texts.keys() == set(LANGS)
        assert all(texts.values())
    assert len(kpi.traps["nl"]) == len(kpi.traps["en"])
    assert len(kpi.actions["nl"]) == len(kpi.actions["en"])
    assert all(kpi.meaning[lang].endswith(".") and kpi.smart[lang].endswith(".") for lang in LANGS)
    assert bool(kpi.why["nl"]) is bool(kpi.why["en"])
    assert all(one.name["nl"] and one.name["en"] for one in kpi.variants)


@EVERY
def test_a_formula_holds_no_measure_once_read(kpi):
    for tree in (kpi.tree, *(variant.tree for variant in kpi.variants)):
        assert not any(isinstance(part, Measure) for part in parts(tree))


@EVERY
def test_percentages_and_ratios_are_divisions(kpi):
    if kpi.unit is Unit.PERCENT:
        assert "/" in text_of(kpi.tree)


@EVERY
def test_optional_columns_are_used_in_the_formula(kpi):
    assert all(column.split(".")[1] in text_of(kpi.tree) for column in kpi.optional)


@EVERY
def test_a_formula_reads_as_whole_sentences_in_both_languages(kpi):
    for lang in LANGS:
        said = in_words(kpi.tree, lang)
        assert said.endswith(".")
        assert not any(sign in said for sign in "{}_=<>")
    assert in_words(kpi.tree, "nl") != in_words(kpi.tree, "en")


def test_a_shared_part_is_said_by_name_and_explained_after_it():
    said = in_words(CATALOGUE["revenue_growth"].tree, "nl")

    assert said == (
        "Netto-omzet min netto-omzet een jaar eerder, gedeeld door netto-omzet een jaar eerder. "
        "Netto-omzet: netto bedrag opgeteld min terugbetaald bedrag opgeteld."
    )
    assert all(name.keys() == set(LANGS) for name in _named().values())


@pytest.mark.parametrize(
    ("kpi", "expected"),
    {
        "revenue": BOTH,
        "website_sessions": BOTH,
        "website_users": NEITHER,
        "new_customers": BOTH,
        "new_leads": NEITHER,
        "active_customers": NEITHER,
        "average_order_value": NEITHER,
        "weighted_pipeline": Additivity(segments=True, periods=False),
    }.items(),
)
def test_what_adds_up_is_what_should(kpi, expected):
    assert adds_up(CATALOGUE[kpi]) == expected


def test_only_visitors_need_more_than_their_formula_to_say_whether_they_add_up():
    assert [kpi.id for kpi in CATALOGUE.values() if adds_up(kpi) != additive(kpi.tree)] == ["website_users"]


def test_every_department_has_a_kpi_and_every_measure_a_use():
    used = {
        part
        for kpi in CATALOGUE.values()
        for tree in (kpi.tree, *(v.tree for v in kpi.variants))
        for part in parts(tree)
    }

    assert {name for kpi in CATALOGUE.values() for name in kpi.departments} == set(DEPARTMENTS)
    assert all(tree in used for tree in measure_trees(MEASURES).values())


def test_the_columns_that_formulas_may_name_are_those_of_the_table_kinds():
    assert {kind: list(roles) for kind, roles in columns().items()} == {
        kind.id: list(kind.roles) for kind in KINDS.values()
    }


WORDS = {"name": "N", "aliases": ["a"], "meaning": "M.", "traps": ["t"], "actions": ["a"], "smart": "S."}
PLAIN = {
    "departments": ["sales"],
    "formula": "sum(sales.net_amount)",
    "unit": "currency",
    "direction": "higher",
    "timing": "lagging",
    "grain": "month",
    "review": "month",
    "nl": WORDS,
    "en": WORDS,
}


def catalogue_of(**changes):
    return load({"sales": yaml.safe_dump({"one": PLAIN | changes})})


def test_a_kpi_needs_one_entry_in_one_file():
    [kpi] = catalogue_of(
        segments=["channel", "cohort"], variants={"all": {"formula": "count(sales)", "name": {"nl": "a", "en": "b"}}}
    ).values()

    assert (kpi.tree, kpi.departments, kpi.segments) == (
        Aggregate("sum", "sales", kpi.tree.value),
        ("sales",),
        ("channel", "cohort"),
    )
    assert (kpi.variants[0].id, kpi.variants[0].unit) == ("all", Unit.CURRENCY)


@pytest.mark.parametrize(
    ("written", "decimals"),
    [
        ({"unit": "currency"}, 0),
        ({"unit": "currency", "precision": 2}, 2),
        ({"unit": "percent"}, 1),
        ({"unit": "percent", "precision": 0}, 0),
        ({"unit": "ratio"}, 2),
        ({"unit": "days"}, 0),
        ({"unit": "hours"}, 1),
    ],
)
def test_a_kpi_has_the_decimals_of_its_unit_unless_it_says_otherwise(written, decimals):
    assert catalogue_of(**written)["one"].precision == decimals


@pytest.mark.parametrize("name", FILES)
def test_no_file_writes_the_decimals_that_follow_from_the_unit(name):
    entries = yaml.safe_load(files("kpi_core.catalogue").joinpath(f"{name}.yaml").read_text(encoding="utf-8"))

    written = {id_: (Unit(entry["unit"]), entry["precision"]) for id_, entry in entries.items() if "precision" in entry}
    assert [id_ for id_, (unit, decimals) in written.items() if decimals == USUAL_DECIMALS.get(unit, 0)] == []


BROKEN = {
    "an unknown measure": {"formula": "net_revenu"},
    "an unknown column": {"formula": "sum(sales.net_amnt)"},
    "a formula that is not one": {"formula": "sum(("},
    "a sum over words": {"formula": "sum(sales.channel)"},
    "a broken variant": {"variants": {"v": {"formula": "sum(", "name": {"nl": "a", "en": "b"}}}},
    "a segment of another table": {"segments": ["landing_page"]},
    "an optional column that does not exist": {"optional": ["sales.nothing"]},
    "a guard that is not there": {"guard": "two"},
    "itself as a driver": {"drivers": ["one"]},
    "another file's department": {"departments": ["hr"]},
    "an unknown department": {"departments": ["sales", "cooking"]},
    "one language": {"en": {key: text for key, text in WORDS.items() if key != "meaning"}},
    "no traps": {"nl": WORDS | {"traps": []}},
    "an unknown unit": {"unit": "bananas"},
    "a field nobody reads": {"needs": ["sales"]},
}


@pytest.mark.parametrize("changes", BROKEN.values(), ids=BROKEN)
def test_a_definition_that_contradicts_itself_is_refused(changes):
    with pytest.raises(DefinitionError):
        catalogue_of(**changes)


def test_an_id_that_stands_twice_is_refused():
    entry = yaml.safe_dump({"one": PLAIN})
    other = yaml.safe_dump({"one": PLAIN | {"departments": ["hr"]}})

    with pytest.raises(DefinitionError, match=r"sales\.yaml and in hr\.yaml"):
        load({"sales": entry, "hr": other})


def test_a_file_that_is_no_yaml_is_refused():
    with pytest.raises(DefinitionError):
        load({"sales": "one: ["})


def test_measures_can_only_use_those_above_them_so_there_is_no_circle():
    circle = "a: {formula: b * 2, name: {nl: a, en: a}}\nb: {formula: a * 2, name: {nl: b, en: b}}"

    with pytest.raises(DefinitionError):
        measure_trees(load_measures(circle))
