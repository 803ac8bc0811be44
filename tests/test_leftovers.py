"""The scan for what should not be read: it finds what it is there for, and lets ordinary sentences through."""

import pytest

from kpi_core.texts import LANGS, say
from tests.leftovers import leftovers


@pytest.mark.parametrize(
    ("text", "lang", "found"),
    [
        ("De omzet ligt € 19.000 achter op de route.", "nl", []),
        ("Revenue is € 19,000 behind the route.", "en", []),
        ("Klaar op 3 June 2026", "nl", ["June"]),
        ("Due on 3 juni 2026", "en", ["juni"]),
        ("Waarde: nan", "nl", ["nan"]),
        ("Kies {kpi}", "nl", ["{kpi}"]),
        ("revenue_growth", "en", ["revenue_growth"]),
        ("error.no_workspace", "en", ["error.no_workspace"]),
        ("0.31200000001", "en", ["0.31200000001"]),
        ("1.5e-07", "nl", ["1.5e-07"]),
    ],
)
def test_a_code_a_month_or_a_bare_number_is_found(text, lang, found):
    assert leftovers(text, lang)[: len(found)] == found
    assert bool(leftovers(text, lang)) is bool(found)


@pytest.mark.parametrize("lang", LANGS)
def test_a_sentence_of_the_other_language_is_found(lang):
    other = next(one for one in LANGS if one != lang)
    sentence = say("error.no_workspace", other)

    assert leftovers(f"… {sentence} …", lang)
    assert not leftovers(say("error.no_workspace", lang), lang)
