"""What a passport says without figures, in both languages, for every KPI of the catalogue."""

from dataclasses import replace
from datetime import date

import pytest

from kpi_core import passports
from kpi_core.catalogue import CATALOGUE
from kpi_core.measurable import Measurable, measurable
from kpi_core.model import Benchmark, Change
from kpi_core.own import check, vocabulary
from kpi_core.texts import LANGS, say

ALWAYS = {"unit", "good", "timing", "cadence", "zero", "trap", "action", "example", "benchmark", "aliases", "version"}
PLAIN = replace(CATALOGUE["revenue"], why={}, benchmark=None, changes=(), window_days=None, min_group=None)


def facts(kpi, lang="nl", found=Measurable("now")):  # noqa: B008 - frozen
    return {fact.key: fact.texts for fact in passports.passport(kpi, found, lang).facts}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kpi", CATALOGUE)
def test_every_kpi_has_a_whole_passport(kpi, lang):
    found = passports.passport(CATALOGUE[kpi], measurable(CATALOGUE[kpi], {}), lang)

    assert found.formula
    assert found.source
    assert {fact.key for fact in found.facts} >= ALWAYS
    assert all(text.strip() for fact in found.facts for text in fact.texts)
    assert len({fact.title for fact in found.facts}) == len(found.facts)


def test_a_kpi_without_a_credible_benchmark_says_so():
    assert facts(PLAIN)["benchmark"] == ("geen betrouwbare bron",)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "nl",
            ("2 tot 3 is gewoon.", "Geldt voor: winkels.", "Daar anders geteld: per sessie", "Bron: CBS, 2025. cbs.nl"),
        ),
        (
            "en",
            (
                "2 to 3 is usual.",
                "Applies to: shops.",
                "Counted differently there: per session",
                "Source: CBS, 2025. cbs.nl",
            ),
        ),
    ],
)
def test_a_benchmark_comes_with_scope_definition_source_and_date(lang, said):
    words = {
        "text": {"nl": "2 tot 3 is gewoon.", "en": "2 to 3 is usual."},
        "scope": {"nl": "winkels", "en": "shops"},
        "definition": {"nl": "per sessie", "en": "per session"},
    }

    assert facts(replace(PLAIN, benchmark=Benchmark("CBS", "cbs.nl", "2025", **words)), lang)["benchmark"] == said


def test_a_definition_that_never_changed_is_version_one():
    assert facts(PLAIN)["version"] == ("Versie 1: de definitie is nooit veranderd.",)


def test_changes_stand_newest_first():
    changes = (
        Change(2, date(2026, 3, 1), {"nl": "zonder btw", "en": "without VAT"}),
        Change(3, date(2026, 9, 1), {"nl": "zonder retouren", "en": "without returns"}),
    )

    assert facts(replace(PLAIN, changes=changes))["version"] == (
        "Versie 3 vanaf 1 september 2026: zonder retouren",
        "Versie 2 vanaf 1 maart 2026: zonder btw",
    )


def test_a_kpi_about_people_says_which_groups_stay_hidden():
    assert "minder dan 5 mensen" in facts(replace(PLAIN, min_group=5))["people"][0]


def test_a_kpi_that_waits_says_for_how_long():
    assert "90 dagen" in facts(replace(PLAIN, window_days=90))["cadence"][1]


def test_a_vanity_kpi_names_its_better_neighbour():
    kpi = next(kpi for kpi in CATALOGUE.values() if kpi.pair)

    assert CATALOGUE[kpi.pair].name["nl"] in facts(kpi)["pair"][0]
    assert kpi.pair in passports.passport(kpi, Measurable("now"), "nl").related


def test_what_others_dispute_is_said():
    kpi = replace(PLAIN, why={"nl": "Zonder btw, want die is niet van jou.", "en": "x"})

    assert passports.passport(kpi, Measurable("now"), "nl").why == "Zonder btw, want die is niet van jou."
    assert passports.passport(PLAIN, Measurable("now"), "nl").why == ""


def test_another_definition_in_use_is_the_one_explained():
    kpi = next(kpi for kpi in CATALOGUE.values() if kpi.variants)
    variant = kpi.variants[0]
    own, other = (passports.passport(kpi, Measurable("now"), "nl", chosen) for chosen in (None, variant.id))

    assert own.source != other.source


@pytest.mark.parametrize("lang", LANGS)
def test_the_formula_of_a_passport_can_be_typed_as_an_own_kpi(lang):
    words = vocabulary(lang)
    typed = {kpi.id: passports.passport(kpi, Measurable("now"), lang).source for kpi in CATALOGUE.values()}

    assert {id_ for id_, source in typed.items() if check(source, words).tree != CATALOGUE[id_].tree} == set()


def test_the_parts_of_a_long_formula_are_told_one_by_one():
    found = passports.passport(CATALOGUE["return_on_assets"], Measurable("now"), "nl")

    assert found.formula.startswith("Nettowinst, gedeeld door")
    assert any(part.startswith("Bedrijfskosten: ") for part in found.parts)


@pytest.mark.parametrize("kpi", [id_ for id_, kpi in CATALOGUE.items() if kpi.standard.get("nl")])
def test_who_defines_it_so_is_said_in_the_language_of_the_page(kpi):
    (nl,), (en,) = (facts(CATALOGUE[kpi], lang)["standard"] for lang in LANGS)

    assert not {"and", "the", "by", "usual", "which"} & set(nl.split())
    assert not {"en", "de", "van", "gewoon", "die"} & set(en.split())


@pytest.mark.parametrize(
    ("parts", "said"), [((), ""), (("a",), "a"), (("a", "b"), "a en b"), (("a", "b", "c"), "a, b en c")]
)
def test_a_list_reads_as_one(parts, said):
    from kpi_core.passports.content import listed

    assert listed(parts, "nl") == said


@pytest.mark.parametrize(("variant", "unit"), [(None, "percent"), ("mean", "score")])
def test_the_unit_is_that_of_the_definition_in_use(variant, unit):
    told = passports.passport(CATALOGUE["customer_satisfaction_score"], Measurable("now"), "en", variant)

    [fact] = [fact for fact in told.facts if fact.key == "unit"]
    assert fact.texts == (say(f"passport.unit.{unit}", "en"),)
