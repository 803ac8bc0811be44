"""What stands beside the form of a target: the question, the answer, three suggestions that can be typed, and the months."""

from datetime import date

import numpy as np
import pytest

from kpi_core.model import NO_MARKS, Form
from kpi_core.targets import understood
from kpi_core.texts import LANGS
from kpi_core.units import Direction, Unit
from kpi_core.work.weighed import weighed
from tests.targets.small import LEVEL, make_kpi, make_results, make_target

JANUARY = date(2026, 1, 5)
QUIET = [float(value) for value in 1000 + 50 * np.random.default_rng(5).normal(0, 1, 36)]
SUM, LOW = make_kpi(), make_kpi(direction=Direction.LOWER)
SHARE = make_kpi(formula=LEVEL, unit=Unit.PERCENT, precision=1)


def beside(target, kpi=SUM, values=QUIET, lang="nl", first=date(2023, 1, 1)):
    return weighed(target, kpi, make_results(values, first=first), NO_MARKS, today=JANUARY, lang=lang)


def plain(text):
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("kpi", "goal", "label", "words"),
    [
        (SUM, 11_000, "Veilig", ("meer dan 19 van de 20 keer", "te makkelijk?", "Zo ga je naar ongeveer € 12k")),
        (SUM, 14_000, "Niet realistisch", ("minder dan 1 op de 20 keer", "meer halen dan wanneer je zo doorgaat")),
        (LOW, 11_000, "Niet realistisch", ("minder dan 1 op de 20 keer", "lager uitkomen dan wanneer je zo doorgaat")),
    ],
)
def test_a_target_is_weighed_in_words(kpi, goal, label, words):
    found = beside(make_target(goal), kpi)

    assert found.label == label
    assert plain(found.title).startswith("Hoe realistisch is €")
    assert [word for word in words if word not in plain(found.story)] == []
    assert "slagen" not in found.story
    assert found.scale is not None


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("kpi", "values", "form"),
    [
        (SUM, QUIET, Form.FROM_TO),
        (LOW, QUIET, Form.FROM_TO),
        (SHARE, [value / 3000 for value in QUIET], Form.FROM_TO),
        (SHARE, [value / 3000 for value in QUIET], Form.FLOOR),
    ],
)
def test_a_suggestion_can_be_typed_as_it_is_written(kpi, values, form, lang):
    found = beside(make_target(1.0, form=form), kpi, values, lang)

    assert len(found.offers) == 3
    for offer, suggestion in zip(found.offers, found.found.suggestions, strict=True):
        read = understood(offer.sentence, kpi, lang, {})
        assert pytest.approx(suggestion.value) in [wish.value for wish in read if wish.form is form]


def test_before_anything_is_asked_there_are_suggestions_already():
    found = beside(make_target())

    assert len(found.offers) == 3
    assert (found.title, found.story, found.scale, found.months) == ("", "", None, {})


@pytest.mark.parametrize(
    ("values", "kpi", "goal", "words"),
    [
        ([1000.0, 1100.0, 900.0], SUM, 18_000, "1,4 keer je hoogste waarde tot nu toe (€ 1,1k)"),  # 1,500 a month
        ([1000.0, 1100.0, 900.0], SUM, 9_000, "Zo goed was je al eens"),
        ([1000.0, 1100.0, 900.0], LOW, 9_000, "Zo laag was je nog niet: je laagste waarde tot nu toe was € 900"),
        ([1000.0] * 24, SUM, 9_000, "gelijk"),
    ],
)
def test_without_a_chance_it_is_said_why_and_what_there_is_to_compare_with(values, kpi, goal, words):
    first = date(2025, 10, 1) if len(values) == 3 else date(2024, 1, 1)
    found = beside(make_target(goal), kpi, values, first=first)

    assert words in plain(found.story)
    assert (found.label, found.scale, found.offers) == ("", None, ())


def test_a_new_target_states_its_months():
    season = list(np.tile([0.5, 0.5, 1, 1, 1.5, 1.5, 1.5, 1.5, 1, 1, 0.5, 0.5], 3) * 1000.0 + 0.01 * np.array(QUIET))
    found = beside(make_target(14_400), SUM, season)

    assert list(found.months) == ["Periode", "Hoort", "Een jaar eerder"]
    assert found.months["Periode"][0] == "januari 2026"
    assert plain(found.months["Hoort"][4]) == "€ 1,8k"  # 1.5 of 12 parts of 14,400
    assert "seizoen" in found.route


def test_what_holds_every_period_has_no_months_of_its_own():
    found = beside(make_target(0.3, form=Form.FLOOR), SHARE, [value / 3000 for value in QUIET])

    assert (found.months, found.route) == ({}, "")
    assert "elke periode" in found.story


@pytest.mark.parametrize("lang", LANGS)
def test_a_suggestion_below_zero_can_be_typed_too_and_is_no_change(lang):
    losing = [value / 1000 - 1.1 for value in QUIET]
    found = beside(make_target(None), SHARE, losing, lang)

    assert len(found.offers) == 3
    for offer in found.offers:
        (read,) = understood(offer.sentence, SHARE, lang, {})
        assert read.value < 0
        assert read.form is Form.FROM_TO
