"""The numbers formulas ask for once."""

import pytest

from kpi_core.catalogue import CATALOGUE, SETTINGS
from kpi_core.catalogue.load import load, load_settings
from kpi_core.errors import DefinitionError
from kpi_core.formula.facts import params
from kpi_core.texts import LANGS

EVERY = pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
CONVENTIONS = {"lead_days": 90, "second_purchase_days": 90}


@EVERY
def test_a_setting_asks_one_thing_in_both_languages(setting):
    for lang in LANGS:
        assert setting.question[lang].count("?") == 1
        assert setting.question[lang].endswith(("?", "."))
        assert setting.name[lang] == setting.name[lang].strip()
    assert setting.question["nl"] != setting.question["en"]


@EVERY
def test_a_setting_has_bounds_that_hold_its_default(setting):
    assert 0 < setting.least < setting.most
    if setting.default is not None:
        assert setting.least <= setting.default <= setting.most


def test_only_conventions_have_a_default_and_a_margin_is_never_assumed():
    assert {name: one.default for name, one in SETTINGS.items() if one.default is not None} == CONVENTIONS


def test_every_setting_is_asked_for_by_a_formula():
    asked = {name for kpi in CATALOGUE.values() for one in (kpi, *kpi.variants) for name in params(one.tree)}

    assert asked == SETTINGS.keys()


def test_the_days_before_a_cohort_is_final_are_those_of_its_formula():
    windows = {kpi.id: kpi.window_days for kpi in CATALOGUE.values() if isinstance(kpi.window_days, str)}

    assert windows == {"lead_conversion_rate": "lead_days", "second_purchase_rate": "second_purchase_days"}
    assert all(window in params(CATALOGUE[kpi].tree) for kpi, window in windows.items())


def test_a_setting_without_a_question_and_a_formula_that_asks_for_an_unknown_one_are_refused():
    with pytest.raises(DefinitionError):
        load_settings("x: {unit: days, name: {nl: a, en: b}, most: 3}")
    words = "{name: N, aliases: [a], meaning: M., traps: [t], actions: [a], smart: S.}"
    facts = "departments: [sales], unit: count, direction: higher, timing: lagging, grain: month, review: month"
    with pytest.raises(DefinitionError, match="nothing_known"):
        load({"sales": f"one: {{{facts}, formula: orders * param(nothing_known), nl: {words}, en: {words}}}"})
