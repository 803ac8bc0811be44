"""Formulas as people type them: Dutch words, their own names, decimal commas; and the one spelling they are kept in."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kpi_core.catalogue import CATALOGUE, MEASURES, columns
from kpi_core.errors import FormulaError
from kpi_core.formula.parse import MOST_CHARACTERS, MOST_NODES, parse
from kpi_core.formula.printing import text_of
from kpi_core.formula.spell import spelled
from kpi_core.formula.translate import translate
from kpi_core.formula.tree import Aggregate, Arith, Column, Number
from kpi_core.formula.vocabulary import Vocabulary
from kpi_core.own.names import vocabulary, vocabulary_of
from kpi_core.texts import LANGS, say
from tests.formula.strategies import KIND, formulas

SHOP = {
    lang: vocabulary_of(
        lang,
        frozenset({"sales", "web"}),
        {Column("sales", "net_amount"): "Bedrag (excl. btw)", Column("sales", "channel"): "Verkocht via"},
        {},
    )
    for lang in LANGS
}
BOTH = vocabulary_of("nl", frozenset({"sales", "invoices"}), {}, {})
SMALL = {
    lang: Vocabulary(
        lang=lang,
        columns={
            name.replace("_", ""): {Column(KIND, name): 0}
            for name in ("net_amount", "order_id", "channel", "sales", "order_date")
        },
        kinds={KIND: KIND},
        figures={},
        trees={},
        settings={"margin": "margin", "stage": "stage", "lastdays": "last_days", "leaddays": "lead_days"},
        present=frozenset({KIND}),
        titles={f"{KIND}.net_amount": "net amount", f"{KIND}.channel": "where"},
    )
    for lang in LANGS
}
TYPED = {
    "som(omzet) / aantal(orders)": "sum(sales.net_amount) / orders",
    "SOM(Omzet) / Aantal(Orders)": "sum(sales.net_amount) / orders",
    "=som([Bedrag (excl. btw)])": "sum(sales.net_amount)",
    'som("Bedrag (excl. btw)")': "sum(sales.net_amount)",
    "som(Bedrag_excl_btw)": "sum(sales.net_amount)",
    "netto-omzet / 2": "net_revenue / 2",
    "netto omzet × 0,5 ÷ 2": "net_revenue * 0.5 / 2",
    "afgelopen(omzet, 12)": "rolling(revenue, 12)",
    "afgelopen(omzet;12)": "rolling(revenue, 12)",
    "rolling(omzet,12) * 1,5": "rolling(revenue, 12) * 1.5",
    "vorig jaar(omzet) - vorige(omzet)": "prev_year(revenue) - prev(revenue)",
    "21% * omzet": "0.21 * revenue",
    "0,5% * omzet": "0.005 * revenue",
    "1.234,50 + omzet": "1234.50 + revenue",
    "1.234.567 + omzet": "1234567 + revenue",
    "uniek(klantnummer)": "distinct(sales.customer_id)",
    "aantal(verkopen)": "count(sales)",
    "aantal(deals waar uitkomst is 'gewonnen')": "count(deals where deals.deal_outcome = 'won')",
    "aantal(deals waar uitkomst = gewonnen op alles)": "count(deals where deals.deal_outcome = 'won' on all)",
    "som(omzet waar [verkocht via] = web)": "sum(sales.net_amount where sales.channel = 'web')",
    "som(omzet waar kanaal in ('web'; “winkel”) en regio is niet leeg)": (
        "sum(sales.net_amount where sales.channel in ('web', 'winkel') and sales.region is known)"
    ),
    "som(omzet waar niet (kanaal is niet 'web' of aantal > 1,5))": (
        "sum(sales.net_amount where not (sales.channel != 'web' or sales.quantity > 1.5))"
    ),
    "som(sales.net_amount waar aantal in (1,2,3))": "sum(sales.net_amount where sales.quantity in (1, 2, 3))",
    "som_eenmalig(ordertotaal per ordernummer)": "sum_once(sales.order_total per order_id)",
    "hoeveel(zonder(vorige(lijst(klantnummer)); lijst(klantnummer)))": (
        "size(minus(prev(keys(sales.customer_id)), keys(sales.customer_id)))"
    ),
    "instelling(brutomarge) * omzet": "param(margin) * revenue",
    "gemiddelde(omzet waar besteldatum >= begin_periode)": (
        "avg(sales.net_amount where sales.order_date >= period_start)"
    ),
    "average(sales.net_amount)": "avg(sales.net_amount)",
    "average(balance.amount where account_category = 'cash')": (
        "average(balance.amount where balance.account_category = 'cash')"
    ),
}


@pytest.mark.parametrize(("typed", "kept"), TYPED.items())
def test_what_people_type_has_one_spelling(typed, kept):
    assert translate(typed, SHOP["nl"]).text == kept
    parse(kept, SHOP["nl"].trees, columns())


REFUSED = {
    "omzt / 2": ("formula_unknown_name", "omzt", "Omzet"),
    "som(omzt)": ("formula_unknown_column_anywhere", "omzt", "Omzet"),
    "som(sales.net_amout)": ("formula_unknown_column", "sales.net_amout", "sales.net_amount"),
    "som(verkopn.omzet)": ("formula_unknown_table", "verkopn", "Verkopen"),
    "gemidelde(omzet)": ("formula_unknown_function", "gemidelde", "gemiddelde"),
    "instelling(marg) * omzet": ("formula_unknown_setting", "marg", "margin"),
    "aantal(klantnummer)": ("formula_count_what", "aantal(klantnummer)", "uniek(sales.customer_id)"),
    "aantal(sales.order_id)": ("formula_count_what", "aantal(sales.order_id)", "uniek(sales.order_id)"),
    "aantal(verkopen.[Ordernummer])": (
        "formula_count_what",
        "aantal(verkopen.[Ordernummer])",
        "uniek(verkopen.[Ordernummer])",
    ),
    "som(orders)": ("formula_name_two_ways", "som(orders)", "orders"),
    "som(average_order_value)": ("formula_figure_inside", "som(average_order_value)", "average_order_value"),
    "sales.net_amount / 2": ("formula_loose_column", "sales.net_amount", "som(sales.net_amount)"),
    "[Bedrag (excl. btw)] * 2": ("formula_loose_column", None, None),
    "1.234 * omzet": ("formula_number_two_ways", "1.234", "1234"),
    "som(omzet waar aantal in (1,2))": ("formula_number_two_ways", "1,2", "1; 2"),
    "1,2,3 * omzet": ("formula_unexpected", "1,2,3", None),
    "omzet # 2": ("formula_unexpected", "#", None),
}


@pytest.mark.parametrize(("typed", "wanted"), REFUSED.items())
def test_what_cannot_be_meant_is_told_at_its_place_with_what_can(typed, wanted):
    code, about, offered = wanted
    with pytest.raises(FormulaError) as caught:
        translate(typed, SHOP["nl"])

    problem = caught.value
    assert problem.code == code
    if about:
        assert typed[problem.position : problem.position + problem.fields["length"]] == about
    if offered:
        assert offered in problem.fields["suggestions"]
    for lang in LANGS:
        say(f"error.{problem.code}", lang, **problem.fields)


def test_a_name_in_two_tables_is_asked_and_never_guessed():
    with pytest.raises(FormulaError, match="formula_which_table") as caught:
        translate("som(omzet)", BOTH)

    assert caught.value.fields["suggestions"] == ("invoices.net_amount", "sales.net_amount")
    for offer in caught.value.fields["suggestions"]:
        assert translate(f"som({offer})", BOTH).text == f"sum({offer})"


def test_another_name_in_the_same_brackets_settles_the_table():
    assert translate("som(omzet waar vervaldatum is bekend)", BOTH).text == (
        "sum(invoices.net_amount where invoices.due_date is known)"
    )


def test_names_of_two_tables_do_not_go_together():
    with pytest.raises(FormulaError, match="formula_no_one_table"):
        translate("som(omzet waar uitkomst = 'gewonnen')", SHOP["nl"])


@pytest.mark.parametrize(("lang", "typed", "kept"), [("nl", "1,234", "1.234"), ("en", "1.234", "1.234")])
def test_the_sign_that_is_a_decimal_sign_in_a_language_stays_one(lang, typed, kept):
    assert translate(f"{typed} * orders", SHOP[lang]).text == f"{kept} * orders"


def test_a_formula_that_is_too_long_is_not_looked_at():
    with pytest.raises(FormulaError, match="formula_too_long"):
        translate("omzet + " * MOST_CHARACTERS, SHOP["nl"])


@pytest.mark.parametrize("lang", LANGS)
def test_every_shipped_formula_says_the_same_typed_in_words_and_back(lang):
    words = vocabulary(lang)
    written = [kpi.formula for kpi in CATALOGUE.values()] + [one.formula for one in MEASURES.values()]
    written += [variant.formula for kpi in CATALOGUE.values() for variant in kpi.variants]

    for formula in written:
        tree = parse(formula, words.trees, columns())
        assert parse(translate(formula, words).text, words.trees, columns()) == tree, formula
        shown = spelled(formula, words)
        assert parse(translate(shown, words).text, words.trees, columns()) == tree, shown


def _certain(text):
    """Tell whether every number in a formula reads one way in every language."""
    try:
        for words in SMALL.values():
            translate(text, words)
    except FormulaError as problem:
        return problem.code != "formula_number_two_ways"
    return True


@given(formulas)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
def test_a_kept_formula_is_read_as_it_is_and_in_dutch_as_the_same(tree):
    text = text_of(tree)
    assume(len(text) < MOST_CHARACTERS - 150 and _certain(text) and "[" not in text)
    try:
        kept = parse(text)
    except FormulaError:
        assume(False)
    for words in SMALL.values():
        assert parse(translate(text, words).text) == kept
        assert parse(translate(spelled(text, words), words).text) == kept


@given(st.text(alphabet="som(),;[]'\"0123456789.%×omzet +-*/=waarisniet<>e_", max_size=40) | st.text(max_size=30))
@settings(max_examples=150, deadline=None)
def test_anything_typed_is_either_read_or_refused_in_a_sentence(typed):
    try:
        text = translate(typed, SHOP["nl"]).text
        parse(text, SHOP["nl"].trees, columns())
    except FormulaError as problem:
        for lang in LANGS:
            say(f"error.{problem.code}", lang, **problem.fields)


def test_the_limits_of_the_parser_hold_for_what_is_typed():
    with pytest.raises(FormulaError, match="formula_too"):
        parse(translate(" + ".join(["orders"] * MOST_NODES), SHOP["nl"]).text, SHOP["nl"].trees, columns())


def test_a_place_in_the_kept_formula_points_into_what_was_typed():
    typed = "som(omzet) / 2"
    translated = translate(typed, SHOP["nl"])

    assert typed[slice(*translated.typed(translated.text.index("net_amount")))] == "omzet"
    assert typed[slice(*translated.typed(translated.text.index("2")))] == "2"


def test_the_tree_is_that_of_the_kept_formula():
    tree = parse(translate("som(omzet) × 0,5", SHOP["nl"]).text, SHOP["nl"].trees, columns())

    assert tree == Arith("*", Aggregate("sum", "sales", Column("sales", "net_amount")), Number(0.5))
