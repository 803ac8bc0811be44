"""Own KPIs as definitions: what their parts ask for they ask for too, and as a file they come back the same."""

import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.errors import DefinitionError
from kpi_core.formula.tree import Arith, Number
from kpi_core.model import OwnKpi
from kpi_core.own import MOST_KPIS, check, define, from_yaml, to_yaml, unit_of, vocabulary
from kpi_core.own.definition import SMALLEST_GROUP
from kpi_core.own.examples import EXAMPLES
from kpi_core.periods import Grain
from kpi_core.texts import LANGS, say
from kpi_core.units import Direction, Unit


def own(name, formula, **more):
    texts = {"unit": Unit.COUNT, "direction": Direction.HIGHER, "grain": Grain.MONTH, **more}
    return OwnKpi(f"own.{name}", name.title(), formula, **texts)


def kpi(formula, **more):
    (made,) = define((own("one", formula, **more),)).kpis.values()
    return made


def test_an_own_kpi_is_a_kpi_like_any_other():
    made = kpi("sum(sales.net_amount) / orders", unit=Unit.CURRENCY, meaning="Wat een bon doet.")

    assert (made.id, made.name, made.meaning["en"]) == ("own.one", dict.fromkeys(LANGS, "One"), "Wat een bon doet.")
    assert made.tree == Arith("/", kpi("sum(sales.net_amount)").tree, kpi("orders").tree)
    assert (made.precision, kpi("revenue", unit=Unit.CURRENCY).precision) == (2, 0)


def test_without_a_meaning_it_says_how_it_is_worked_out():
    assert kpi("revenue / 2").meaning["nl"].startswith("Netto-omzet, gedeeld door 2.")


def test_a_kpi_inside_is_expanded_in_place_and_known_as_its_driver():
    found = define((own("twice", "own.half * 4"), own("half", "revenue / 2")))

    assert found.broken == {}
    half = found.kpis["own.half"].tree
    assert found.kpis["own.twice"].tree == Arith("*", half, Number(4))
    assert found.kpis["own.twice"].drivers == ("own.half",)


def test_a_circle_is_refused_with_the_whole_chain_and_the_rest_stands():
    found = define((own("a", "own.b + 1"), own("b", "own.c"), own("c", "own.a"), own("fine", "orders")))

    assert list(found.kpis) == ["own.fine"]
    assert found.broken["own.a"].fields["chain"] == "A → B → C → A"


def test_kpis_inside_kpis_cannot_grow_without_end():
    doubled = [own("k0", "revenue"), *(own(f"k{n}", f"own.k{n - 1} + own.k{n - 1}") for n in range(1, 60))]

    found = define(tuple(doubled))
    assert {problem.code for problem in found.broken.values()} == {"formula_parts_too_large"}
    assert len(found.kpis) + len(found.broken) == 60


def test_one_that_names_what_is_gone_is_kept_and_told():
    found = define((own("a", "own.gone / 2"), own("b", "sum(sales.never_there)")))

    assert set(found.broken) == {"own.a", "own.b"}
    for problem in found.broken.values():
        assert say(f"error.{problem.code}", "nl", **problem.fields)


@pytest.mark.parametrize(
    ("formula", "smallest"),
    [
        pytest.param("count(absences)", SMALLEST_GROUP, id="rows of people"),
        pytest.param("avg(surveys.score)", SMALLEST_GROUP, id="answers of people"),
        pytest.param("revenue / in_force(employees.employee_id)", SMALLEST_GROUP, id="people below the line"),
        pytest.param("revenue", None, id="no people"),
    ],
)
def test_small_groups_of_people_stay_hidden_in_own_kpis_too(formula, smallest):
    assert kpi(formula).min_group == smallest


def test_what_adds_up_over_nothing_does_not_in_an_own_kpi():
    exact = next(one for one in CATALOGUE.values() if one.exact_only)

    assert kpi(f"revenue / {exact.id}").exact_only
    assert not kpi("revenue / orders").exact_only


def test_a_cohort_takes_as_long_as_the_longest_in_it():
    assert kpi("size(repeated(sales.customer_id, 30)) + size(repeated(sales.customer_id, 90))").window_days == 90
    assert kpi("size(repeated(sales.customer_id, param(second_purchase_days)))").window_days == "second_purchase_days"


def test_columns_that_may_be_absent_in_a_part_may_be_so_in_the_whole():
    optional = CATALOGUE["revenue"].optional

    assert kpi("revenue / orders").optional == tuple(sorted(optional))
    assert kpi("sum(sales.refund_amount)").optional == ()


@pytest.mark.parametrize(
    ("formula", "unit"),
    [
        ("sum(sales.net_amount)", Unit.CURRENCY),
        ("sum(sales.net_amount) / orders", Unit.CURRENCY),
        ("sum(sales.refund_amount) / sum(sales.net_amount)", Unit.PERCENT),
        ("orders", Unit.COUNT),
        ("orders / customers", Unit.RATIO),
        ("avg(days_between(deals.created_date, deals.closed_date))", Unit.DAYS),
    ],
)
def test_the_unit_is_proposed_from_the_columns(formula, unit):
    assert unit_of(kpi(formula).tree) is unit


@pytest.mark.parametrize("lang", LANGS)
def test_a_checked_formula_has_its_words_and_one_that_is_wrong_its_offers(lang):
    words = vocabulary(lang)
    right, wrong = check("orders / 2", words), check("oders / 2", words)

    assert right.words
    assert right.formula == "orders / 2"
    assert (wrong.tree, wrong.span) == (None, (0, 5))
    assert "orders / 2" in [check(offer.typed, words).formula for offer in wrong.offers]


@pytest.mark.parametrize("lang", LANGS)
def test_the_examples_can_be_used(lang):
    for example in EXAMPLES:
        found = check(example.formula, vocabulary(lang))
        assert found.tree is not None, example
        assert say(f"own.example.{example.id}", lang)
        assert say(f"own.example.{example.id}.meaning", lang)


HARD = own("hard", "sum(sales.net_amount where channel = 'a: [b] #c')", meaning="- x: 'y' \"z\" é €")


def test_a_file_gives_the_same_kpis_back():
    kpis = (own("one", "revenue / 2", unit=Unit.PERCENT, direction=Direction.LOWER, grain=Grain.QUARTER), HARD)

    for lang in LANGS:
        assert from_yaml(to_yaml(kpis), lang) == kpis
        assert from_yaml(to_yaml(kpis).encode("utf-8"), lang) == kpis


ENTRY = "own.a:\n  formula: revenue\n  unit: count\n  direction: higher\n  grain: month\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("- a\n- b\n", "own_file", id="a list"),
        pytest.param("a: [", "own_file", id="no YAML"),
        pytest.param("\x00", "own_file", id="not even text"),
        pytest.param(ENTRY.replace("own.a", "revenue"), "own_file", id="an id of the catalogue"),
        pytest.param(ENTRY.replace("own.a", "own.A b"), "own_file", id="an id no formula can name"),
        pytest.param(ENTRY + "  colour: red\n", "own_file", id="a field nobody knows"),
        pytest.param(ENTRY.replace("count", "furlongs"), "own_file", id="a unit nobody knows"),
        pytest.param("a: &a [1]\nb: *a\n", "own_file", id="references"),
        pytest.param("a: " + "[" * 3000 + "]" * 3000, "own_file", id="deep"),
        pytest.param("!!python/object/apply:os.system ['true']", "own_file", id="a command"),
        pytest.param("# " + "x" * 300_000, "own_file_large", id="large"),
        pytest.param(
            "".join(ENTRY.replace("own.a", f"own.a{n}") for n in range(MOST_KPIS + 1)), "own_too_many", id="many"
        ),
    ],
)
def test_a_file_that_is_something_else_is_refused_in_a_sentence(text, code):
    with pytest.raises(DefinitionError) as caught:
        from_yaml(text, "nl")

    assert caught.value.code == code
    for lang in LANGS:
        say(f"error.{code}", lang, **caught.value.fields)
