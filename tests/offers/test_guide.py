"""How to get what a KPI lacks: the column by its name in the packages people have, the list, the question to ask."""

import pytest

from kpi_core.catalogue import CATALOGUE, SETTINGS
from kpi_core.formula.tree import Column
from kpi_core.measurable import Measurable, Unheard, measurable
from kpi_core.offers import Definition, definition_name, guide, out_of_bounds
from kpi_core.periods import parse_period
from kpi_core.roles import KINDS
from kpi_core.texts import LANGS

SALES = frozenset({"order_date", "order_id", "net_amount"})


def told(kpi, found, lang="nl", exports=()):
    return guide(CATALOGUE[kpi], found, lang, exports)


def all_text(guide):
    return " ".join([guide.sentence, *(part for need in guide.needs for part in (need.title, *need.text))])


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kpi", CATALOGUE)
def test_with_nothing_at_hand_every_kpi_says_what_to_get(kpi, lang):
    found = told(kpi, measurable(CATALOGUE[kpi], {}, settings=()), lang)

    assert found.needs
    assert all(need.title and need.text for need in found.needs)


def test_a_missing_column_is_named_as_the_packages_name_it():
    found = told("overdue_receivables_share", Measurable("missing", (Column("invoices", "due_date"),)))
    (need,) = found.needs

    assert found.sentence == "Voor Aandeel vervallen facturen ontbreekt nog één kolom."
    assert need.title == "Kolom ‘Vervaldatum’ in de tabel Facturen"
    assert "In Moneybird (facturen) heet hij ‘vervaldatum’." in need.text
    assert any(sentence.startswith("Hij heet vaak ‘vervaldatum’") for sentence in need.text)
    assert "Moneybird" in need.text[-1]


def test_the_package_of_the_user_comes_first():
    found = told("active_customers", Measurable("missing", (Column("sales", "customer_id"),)), "en", {"shopify_orders"})

    assert found.needs[0].text[0] == "In your file from Shopify (orders) it is called ‘Email’."


def test_of_a_missing_table_the_list_is_named_and_not_six_columns():
    found = told("employee_turnover_rate", measurable(CATALOGUE["employee_turnover_rate"], {"sales": SALES}))
    (need,) = found.needs

    assert "een lijst van je medewerkers" in found.sentence
    assert need.title == "Een lijst van je medewerkers"
    assert need.text[-1].startswith("Met in elk geval: medewerker")


def test_a_kpi_over_two_tables_names_the_one_that_is_missing():
    present = {"sales": frozenset(KINDS["sales"].roles)}
    found = told("market_share", measurable(CATALOGUE["market_share"], present))

    assert [need.title for need in found.needs] == ["De omvang van je markt"]


def test_two_missing_tables_are_listed_in_one_sentence():
    found = told("return_on_assets", measurable(CATALOGUE["return_on_assets"], {}))

    assert found.sentence == "Voor Rendement op activa (ROA) is nog nodig: je balans en je winst-en-verliesrekening."


@pytest.mark.parametrize(
    ("kpi", "scale", "enough"),
    [
        ("net_promoter_score", "van 0 tot 10", "Vanaf 50"),
        ("customer_effort_score", "van 1 tot 7", "Vanaf 50"),
        ("customer_satisfaction_score", "van 1 tot 5", "Vanaf 10"),
        ("employee_net_promoter_score", "van 0 tot 10", "Vanaf 50"),
        ("employee_satisfaction_rate", "van 1 tot 5", "Vanaf 10"),
        ("employee_engagement_score", "van 1 tot 5", "Vanaf 50"),
    ],
)
def test_a_survey_comes_with_its_question_its_scale_and_how_many_answers_are_needed(kpi, scale, enough):
    found = told(kpi, measurable(CATALOGUE[kpi], {}))
    (need,) = found.needs

    assert need.title.endswith("?")
    assert scale in need.text[0]
    assert need.text[1].startswith(enough)
    assert ("minder dan 5 mensen" in all_text(found)) is bool(CATALOGUE[kpi].min_group)


def test_a_number_is_asked_and_nothing_else():
    found = told("customer_lifetime_value", Measurable("setting", settings=("margin",)))

    assert (found.needs, found.settings) == ((), ("margin",))


def test_a_word_that_never_occurs_is_told_with_the_words_that_do():
    words = (Unheard(Column("web", "channel"), ("organic", "organisch"), ("beurs", "winkel")),)
    (need,) = told("organic_sessions", Measurable("words", words=words)).needs

    assert need.title == "In de kolom ‘Kanaal’ van de tabel Websiteverkeer staat nergens ‘organic’ of ‘organisch’"
    assert need.text[0] == "Wel staat er: ‘beurs’, ‘winkel’."


def test_of_many_and_long_words_a_few_are_shown():
    there = tuple(f"{number:03d} {'x' * 100}" for number in range(30))
    words = (Unheard(Column("web", "channel"), ("organic",), there),)
    text = told("organic_sessions", Measurable("words", words=words)).needs[0].text[0]

    assert text.count("…") == 12
    assert text.endswith("En nog 18 andere.")
    assert len(text) < 700


def test_an_empty_column_is_said_to_be_empty():
    words = (Unheard(Column("web", "channel"), ("organic",), ()),)

    assert told("organic_sessions", Measurable("words", words=words), "en").needs[0].text[0] == "It is empty."


def test_what_can_be_measured_asks_for_nothing():
    found = told("revenue", Measurable("now"))

    assert (found.needs, found.settings) == ((), ())


REVENUE = CATALOGUE["revenue"]


@pytest.mark.parametrize(
    ("definition", "name"),
    [
        (
            Definition(None, Measurable("now"), 71_630.0, parse_period("2026-06")),
            "De gewone definitie: €\xa071.630 (juni 2026)",
        ),
        (Definition("invoices", Measurable("now")), "Uit facturen (nog geen waarde)"),
        (
            Definition("invoices", Measurable("missing", (Column("invoices", "net_amount"),), tables=("invoices",))),
            "Uit facturen (nog nodig: je verkoopfacturen)",
        ),
    ],
    ids=["with its value", "without a value", "not measurable"],
)
def test_a_definition_says_what_it_gives_today(definition, name):
    assert definition_name(REVENUE, definition, "nl") == name


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("margin", 0.35, ""),
        ("margin", None, ""),
        ("margin", 35.0, "Vul een getal in van 0,1% tot 100%."),
        ("lead_days", 90, ""),
        ("lead_days", 30.5, "Vul een heel getal in van 1 dag tot 730 dagen."),
        ("lead_days", 0, "Vul een heel getal in van 1 dag tot 730 dagen."),
    ],
)
def test_a_number_outside_its_bounds_is_refused_in_a_sentence(setting, value, said):
    assert out_of_bounds(SETTINGS[setting], value, "nl") == said
