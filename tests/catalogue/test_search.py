"""Finding a KPI by what people call it."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_core.catalogue import CATALOGUE, find
from kpi_core.catalogue.nearness import allowed, differences
from kpi_core.catalogue.search import form
from kpi_core.texts import LANGS

CALLED = [
    (kpi.id, name, lang)
    for kpi in CATALOGUE.values()
    for lang in LANGS
    for name in (kpi.name[lang], *kpi.aliases[lang])
]


@pytest.mark.parametrize("lang", LANGS)
def test_every_name_and_alias_finds_its_kpi_among_the_first_three_in_either_language(lang):
    missed = [(name, kpi) for kpi, name, _ in CALLED if kpi not in [found.id for found in find(name, lang)[:3]]]

    assert missed == []


@pytest.mark.parametrize(
    ("text", "lang", "first"),
    [
        ("omzet", "nl", "revenue"),
        ("OMZET", "nl", "revenue"),
        ("omzt", "nl", "revenue"),
        ("omezt", "nl", "revenue"),
        ("ömzét", "nl", "revenue"),
        ("turnover", "nl", "revenue"),
        ("turnover", "en", "revenue"),
        ("aov", "en", "average_order_value"),
        ("gemidelde orderwarde", "nl", "average_order_value"),
        ("conversie ratio", "nl", "website_conversion_rate"),
        ("conversie-ratio", "nl", "website_conversion_rate"),
        ("Conversieratio’s", "nl", "website_conversion_rate"),
        ("conversoin rate", "en", "website_conversion_rate"),
        ("bouncerate", "en", "bounce_rate"),
        ("bounse rates", "en", "bounce_rate"),
        ("website bezoeker", "nl", "website_users"),
        ("klant-behoud", "nl", "customer_retention_rate"),
        ("retentie", "nl", "customer_retention_rate"),
        ("clv:cac", "nl", "ltv_cac_ratio"),
        ("klantacquisitie kosten", "nl", "customer_acquisition_cost"),
        ("roi marketing", "nl", "marketing_roi"),
        ("roas", "nl", "roas"),
        ("nps", "en", "net_promoter_score"),
        ("vervallen facturen", "nl", "overdue_receivables_share"),
        ("vervalen factuur", "nl", "overdue_receivables_share"),
        ("churnrate", "nl", "customer_churn_rate"),
        ("markt aandeel", "nl", "market_share"),
    ],
)
def test_a_kpi_is_found_however_people_write_it(text, lang, first):
    assert find(text, lang)[0].id == first


@pytest.mark.parametrize(("text", "lang"), [("winstmarge", "nl"), ("winst marges", "nl"), ("profit margin", "en")])
def test_a_profit_margin_shows_both_margins(text, lang):
    assert {"sales_profit_margin", "net_profit_margin"} <= {kpi.id for kpi in find(text, lang)[:3]}


@given(st.sampled_from(CALLED), st.sampled_from([str.upper, str.title, lambda name: name.replace("-", " ")]))
def test_capitals_and_hyphens_make_no_difference(called, written):
    _, name, lang = called

    assert find(written(name), lang) == find(name, lang)


def test_searching_for_nothing_finds_everything_and_for_nonsense_nothing():
    assert [kpi.id for kpi in find(" ", "nl")] == list(CATALOGUE)
    assert find("xyzzyplugh", "nl") == find("?!", "nl") == ()


def test_what_only_the_meaning_says_comes_after_every_name():
    found = [kpi.id for kpi in find("retouren", "nl")]

    assert found[0] == "return_rate"
    assert found.index("revenue") > found.index("return_rate")


def test_few_letters_are_looked_for_at_the_beginning_of_words():
    assert [kpi.id for kpi in find("dso", "nl")] == ["days_sales_outstanding"]
    assert {"marketing_roi", "return_on_investment"} == {kpi.id for kpi in find("roi", "nl")}


def test_kpis_of_ones_own_are_found_too():
    own = replace(
        CATALOGUE["revenue"], id="own", name=dict.fromkeys(LANGS, "Koffie per kop"), aliases={"nl": ("kopjes",)}
    )
    known = {**CATALOGUE, "own": own}

    assert find("kofie per kop", "en", known)[0] is find("kopje", "nl", known)[0] is own
    assert own not in find("koffie per kop", "nl")


def test_a_text_of_any_length_and_kind_is_answered():
    for text in ("a" * 100_000, "<script>", "'; drop table", "\x00", "%", "ÿ", "(" * 5000):
        assert isinstance(find(text, "nl"), tuple)


@pytest.mark.parametrize(
    ("asked", "known", "gap"),
    [
        ("omzet", "omzet", 0),
        ("omzt", "omzet", 1),
        ("omezt", "omzet", 1),
        ("omzeet", "omzet", 1),
        ("umzet", "omzet", 1),
        ("umzt", "omzet", None),
        ("roa", "roi", None),
        ("convresieratjo", "conversieratio", 2),
    ],
)
def test_typing_errors_are_counted_letter_by_letter(asked, known, gap):
    assert differences(asked, known) == gap


@given(st.text("abc", max_size=9), st.text("abc", max_size=9))
def test_the_count_is_that_of_the_definition(asked, known):
    answer = _distance(asked, known)

    assert differences(asked, known) == (answer if answer <= allowed(len(asked)) else None)


@cache
def _distance(asked, known):
    if not asked or not known:
        return len(asked) + len(known)
    steps = [
        _distance(asked[1:], known) + 1,
        _distance(asked, known[1:]) + 1,
        _distance(asked[1:], known[1:]) + (asked[0] != known[0]),
    ]
    if asked[:2] == known[:2][::-1] and len(asked[:2]) == 2:
        steps.append(_distance(asked[2:], known[2:]) + 1)
    return min(steps)


@pytest.mark.parametrize(
    ("one", "other"),
    [("facturen", "factuur"), ("omzetten", "omzet"), ("leads", "lead"), ("companies", "company"), ("ratio’s", "ratio")],
)
def test_a_plural_has_the_stem_of_its_word(one, other):
    assert form(one).stem == form(other).stem
