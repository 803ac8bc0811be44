from datetime import date

import pytest

from kpi_core.series import series
from kpi_core.targets import beside, needed_per_month, smart_letters
from kpi_core.targets.history import ask_of
from kpi_core.units import Direction, Unit
from tests.targets.small import JULY, LEVEL, make_kpi, make_results, make_target

TWO_YEARS = [10.0] * 12 + [11.0] * 12  # 2024: 120, 2025: 132, so +10%


def letters(target, kpi=None, results=None, lang="nl"):
    made = smart_letters(
        target, kpi or make_kpi(), results or make_results(TWO_YEARS, first=date(2024, 1, 1)), JULY, lang
    )
    return {letter.letter: letter for letter in made}


def test_five_letters_in_order_each_with_a_name_and_a_sentence():
    for lang in ("nl", "en"):
        made = letters(make_target(140.0), lang=lang)
        assert "".join(made) == "SMART"
        assert all(letter.name and letter.text.endswith((".", "?")) for letter in made.values())


@pytest.mark.parametrize(
    ("letter", "done", "open_"),
    [
        ("S", {"value": 140.0}, {"value": None}),
        ("S", {"value": None, "low": 1.0, "high": 2.0}, {"value": None, "low": 1.0}),
        ("A", {"agreed": True, "agreed_on": JULY}, {"agreed": False}),
        ("A", {"agreed": True, "agreed_on": JULY}, {"agreed": True}),
        ("A", {"agreed": True, "agreed_on": JULY}, {"agreed": True, "agreed_on": JULY, "doubts": "te druk in april"}),
        ("T", {"owner": "Sanne"}, {"owner": "  "}),
        ("T", {"owner": "Sanne"}, {"owner": "Sanne", "until": date(2026, 1, 1)}),
    ],
)
def test_a_letter_is_done_when_it_has_what_it_needs(letter, done, open_):
    base = {"value": 140.0, "owner": "", "agreed": False}
    assert letters(make_target(**{**base, **done}))[letter].done
    assert not letters(make_target(**{**base, **open_}))[letter].done


def test_measurable_needs_a_complete_period_with_a_value():
    assert letters(make_target(140.0))["M"].done
    assert not letters(make_target(140.0), results=make_results([None]))["M"].done


def said(target, kpi, results, lang="nl"):
    return beside(ask_of(target, kpi, series(results, "kpi")), kpi, lang)


@pytest.mark.parametrize(
    ("goal", "words"),
    [
        (142.56, ("+10%", "+8%")),
        (158.4, ("+10%", "+20%")),
        (132.0, ("€\u00a0132 een jaar eerder", "al minstens zo goed")),
    ],
)
def test_a_total_is_put_beside_the_best_year_so_far(goal, words):
    text = said(make_target(goal), make_kpi(), make_results(TWO_YEARS, first=date(2024, 1, 1)))
    assert all(word in text for word in words)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("nl", "In 12 perioden kwam je eerder hoogstens +1,2 punt; dit vraagt +2 punt."),
        ("en", "Over 12 periods your best change so far was +1.2 pts; this asks for +2 pts."),
    ],
)
def test_a_level_is_put_beside_the_best_change_over_as_many_periods(lang, words):
    kpi = make_kpi(formula=LEVEL, unit=Unit.PERCENT, precision=1)
    rising = make_results([0.30 + 0.001 * month for month in range(24)], first=date(2024, 1, 1))  # 1.2 points a year
    assert said(make_target(0.343, baseline=0.323), kpi, rising, lang).replace("\u00a0", " ") == words


@pytest.mark.parametrize(("values", "inside"), [([5.0] * 6 + [9.0] * 6, 6), ([5.0] * 5 + [9.0] * 7, 5)])
def test_a_range_is_put_beside_how_often_it_was_kept(values, inside):
    kpi = make_kpi(formula=LEVEL, direction=Direction.RANGE)
    assert f"In {inside} van de laatste 12" in said(make_target(low=4.0, high=8.0), kpi, make_results(values))


# Twelve months that go up and down by 1 around 10, so a year brings some 120 and hardly 150.
RESTLESS = [9.0, 11.0, 10.0, 9.5, 10.5, 10.0] * 6


@pytest.mark.parametrize(
    ("goal", "direction", "done", "word"),
    [
        (110.0, Direction.HIGHER, True, "Veilig"),
        (120.0, Direction.HIGHER, True, "Ambitieus"),
        (150.0, Direction.HIGHER, False, "Niet realistisch"),
        (150.0, Direction.LOWER, True, "Veilig"),
        (90.0, Direction.LOWER, False, "Niet realistisch"),
    ],
)
def test_realistic_is_done_when_going_on_as_now_may_bring_it_about(goal, direction, done, word):
    results = make_results(RESTLESS, first=date(2023, 1, 1))
    letter = letters(make_target(goal), make_kpi(direction=direction), results)["R"]
    assert letter.done is done
    assert letter.text.startswith(word)


def test_realistic_does_not_guess_without_history():
    assert not letters(make_target(140.0), results=make_results([10.0] * 6, first=date(2026, 1, 1)))["R"].done
    assert not letters(make_target(140.0), results=make_results([10.0] * 12))["R"].done


def test_what_is_left_of_a_sum_is_spread_over_the_months_left():
    needed = needed_per_month(make_target(120.0), make_kpi(), make_results([10.0] * 12 + [8.0] * 6), JULY)
    assert (needed.remaining, needed.periods, needed.each) == (72.0, 6, 12.0)


def test_what_is_left_of_a_level_is_the_change_from_its_last_value():
    needed = needed_per_month(make_target(60.0), make_kpi(formula=LEVEL), make_results([48.0] * 18), JULY)
    assert (needed.remaining, needed.each) == (12.0, 2.0)


@pytest.mark.parametrize(
    ("target", "values"),
    [(make_target(low=1.0, high=2.0), [1.0] * 18), (make_target(120.0), []), (make_target(120.0), [1.0] * 24)],
    ids=["a range", "no values", "the year is over"],
)
def test_nothing_is_needed_where_there_is_nothing_to_divide(target, values):
    assert needed_per_month(target, make_kpi(), make_results(values), date(2027, 3, 1)) is None
