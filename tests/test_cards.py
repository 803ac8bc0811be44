from dataclasses import replace
from datetime import date

import pytest

from kpi_core.cards import build
from kpi_core.cards.span import Span
from kpi_core.cards.words import comparison
from kpi_core.forecast import history_of, outlook
from kpi_core.model import Marks, Verdict
from kpi_core.numbers import show_value
from kpi_core.periods import parse_period
from kpi_core.series import series
from kpi_core.texts import LANGS
from kpi_core.units import Direction, Unit
from kpi_core.work.signals import newest_signal
from tests.targets.small import JULY, LEVEL, make_kpi, make_results, make_target

NBSP = "\u00a0"
SALES = [30_000.0] * 12 + [33_000.0] * 6
RATE = make_kpi("Terugkerende klanten", formula=LEVEL, unit=Unit.PERCENT, precision=1)
RATES = make_results([0.339] * 12 + [0.33] * 5 + [0.312])


def made(kpi=None, results=None, lang="nl", **more):
    return build(kpi or make_kpi(), results or make_results(SALES), lang=lang, today=JULY, **more)


def test_a_sum_with_a_target_shows_the_total_so_far_and_what_it_should_be():
    card = made(target=make_target(400_000.0), hero=True)
    assert (card.title, card.value) == ("Omzet 2026", f"€{NBSP}198k")
    assert card.comparison == f"**€{NBSP}2k onder** waar je nu hoort te staan · +10% t.o.v. dezelfde maanden vorig jaar"
    assert card.foot == f"Nu hoort **€{NBSP}200k** · doel €{NBSP}400k op 31 december"
    assert (card.badge.word, card.badge.icon, card.badge.color) == ("Loopt risico", "warning", "orange")
    assert (card.reach, card.before, card.number) == ("30 juni 2026", 180_000.0, 198_000.0)
    assert card.course is not None


def test_a_sum_without_a_target_shows_its_last_whole_month():
    card = made(results=make_results([*SALES, 9_000.0], complete=18))
    assert (card.title, card.value) == ("Omzet · juni 2026", f"€{NBSP}33k")
    assert card.comparison == "+10% t.o.v. vorig jaar · 0% t.o.v. mei"
    assert card.foot == "Nog geen doel · stel er een in"
    assert (card.badge, card.course) == (None, None)


def test_a_year_is_put_beside_the_year_before_it_once():
    span = Span((parse_period("2025"),), now=0.33, previous=0.14, year_ago=0.14, total=False)
    said = comparison(RATE, span, None, "nl")

    assert said == "+19 punt t.o.v. vorig jaar"


def test_a_month_that_is_not_complete_is_named_and_not_counted():
    card = build(make_kpi(), make_results([*SALES, 9_000.0], complete=18), lang="nl", today=date(2026, 7, 20))
    assert card.unfinished == "juli 2026 nog niet compleet"
    assert card.value == f"€{NBSP}33k"
    assert made().unfinished == ""


def test_the_first_month_that_is_not_complete_is_named():
    card = build(make_kpi(), make_results([*SALES, 9_000.0, 0.0], complete=18), lang="nl", today=date(2026, 8, 20))
    assert card.unfinished == "juli 2026 nog niet compleet"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("nl", "Geen uitkomst over juni 2026: waar je door deelt, is er niet of niet boven nul."),
        ("en", "No outcome for June 2026: what it is divided by is missing or not above zero."),
    ],
)
def test_a_division_without_an_outcome_says_why(lang, said):
    assert made(RATE, make_results([0.3] * 17 + [None]), lang=lang).comparison == said


def test_a_change_that_has_nothing_to_be_measured_against_is_left_out():
    card = made(make_kpi(unit=Unit.COUNT), make_results([5.0] * 6 + [0.0] * 12), lang="en")
    assert card.comparison == "−100% on last year"


def test_a_percentage_changes_in_points():
    card = made(RATE, RATES, target=make_target(0.36, baseline=0.33))
    assert (card.title, card.value) == ("Terugkerende klanten", "31,2%")
    assert card.comparison == "−2,7 punt t.o.v. vorig jaar · −1,8 punt t.o.v. mei"
    assert card.foot == "Nu hoort **34,5%** · doel 36% op 31 december"
    assert card.status.verdict is Verdict.OFF_COURSE


def test_lower_is_better_is_said():
    kpi = make_kpi("Kosten per klant", formula=LEVEL, direction=Direction.LOWER)
    card = made(kpi, make_results([30.0] * 17 + [33.0]), target=make_target(25.0, baseline=30.0))
    assert card.comparison.endswith("lager is beter")
    assert card.foot.startswith("Nu hoort hooguit")


def test_a_target_that_only_has_to_hold_says_so():
    card = made(RATE, RATES, target=make_target(0.30, baseline=0.33))
    assert card.foot == "Doel: minstens **30%**, tot 31 december"


def test_a_range_shows_both_edges():
    kpi = make_kpi(formula=LEVEL, direction=Direction.RANGE, unit=Unit.RATIO)
    card = made(kpi, make_results([5.0, 5.5] * 9), target=make_target(low=4.0, high=8.0))
    assert card.foot == "Doel: tussen **4** en **8**, tot 31 december"


def test_a_card_that_cannot_tell_keeps_its_value_and_says_what_is_needed():
    kpi = make_kpi("NPS", formula="avg(surveys.score)", unit=Unit.SCORE)
    card = made(kpi, make_results([41.0] * 18, rows=23), target=make_target(45.0, baseline=41.0))
    assert (card.value, card.badge.word) == ("41", "Nog niet te zeggen")
    assert card.foot == "Vanaf 50 antwoorden geven we een oordeel; nu zijn het er 23."


@pytest.mark.parametrize(
    ("until", "today", "verdict", "foot"),
    [
        (date(2026, 6, 30), JULY, Verdict.REACHED, "Doel € 150k op 30 juni: gehaald"),
        (date(2026, 6, 30), date(2027, 1, 1), Verdict.REACHED, "Doel € 150k op 30 juni 2026: gehaald"),
    ],
)
def test_a_target_that_is_over_says_how_it_ended(until, today, verdict, foot):
    target = make_target(150_000.0, until=until)
    card = build(make_kpi(), make_results(SALES), lang="nl", today=today, target=target)
    assert (card.status.verdict, card.foot) == (verdict, foot.replace("€ ", f"€{NBSP}"))


def test_a_card_on_a_segment_names_it():
    card = made(results=make_results(SALES, segment="Zuid"), target=make_target(400_000.0, segment=("region", "Zuid")))
    assert card.title == "Omzet · Zuid 2026"


@pytest.mark.parametrize("lang", LANGS)
def test_a_kpi_without_any_value_has_a_card_with_a_foot(lang):
    for target in (None, make_target(10.0)):
        card = made(results=make_results([]), lang=lang, target=target, hero=True)
        assert card.value == "–"
        assert card.foot
        assert card.comparison
        assert card.chart.alt
        assert card.reach == ""


def test_a_chosen_variant_brings_its_own_unit():
    from kpi_core.model import Variant

    share = Variant("share", {"nl": "aandeel", "en": "share"}, LEVEL, RATE.tree, Unit.PERCENT)
    kpi = make_kpi(variants=(share,))
    card = made(kpi, RATES, variant="share")
    assert card.value.endswith("%")
    assert made(replace(kpi, variants=()), RATES).value == f"€{NBSP}0,31"


SCORE = make_kpi("NPS", formula="avg(surveys.score)", unit=Unit.SCORE)
NEAR = make_results([40.0] * 6 + [20.0] * 11 + [31.0], rows=50, margin=20.0)
FAR = make_results([2.0] * 17 + [41.0], rows=50, margin=20.0)


@pytest.mark.parametrize(
    ("results", "lang", "said"),
    [
        (
            NEAR,
            "nl",
            (
                "± 20 punt bij 50 antwoorden · geen duidelijk verschil met vorig jaar (binnen de marge)"
                " · geen duidelijk verschil met mei (binnen de marge)"
            ),
        ),
        (
            NEAR,
            "en",
            (
                "± 20 pts on 50 answers · no clear difference from last year (within the margin)"
                " · no clear difference from May (within the margin)"
            ),
        ),
        (FAR, "nl", "± 20 punt bij 50 antwoorden · +39 t.o.v. vorig jaar · +39 t.o.v. mei"),
    ],
)
def test_a_score_of_answers_carries_its_margin_and_what_lies_within_it_is_no_change(results, lang, said):
    assert made(SCORE, results, lang).comparison == said


def test_a_share_of_answers_has_its_margin_in_points():
    results = make_results([0.8] * 18, rows=400, margin=0.0392)
    assert made(RATE, results).comparison.startswith("± 4 punt bij 400 antwoorden · geen duidelijk verschil")


def test_a_margin_below_two_points_keeps_a_decimal():
    results = make_results([0.5, *[0.8] * 17], rows=9_000, margin=0.0083)
    assert made(RATE, results).comparison.startswith("± 0,8 punt bij 9.000 antwoorden")


WAVES = [30_000.0, 34_000.0, 31_000.0, 36_000.0, 33_000.0, 29_000.0]


def test_a_card_tells_where_it_is_heading_with_the_ends_of_its_verdict():
    card = made(results=make_results(WAVES * 5, first=date(2024, 1, 1)), target=make_target(400_000.0), hero=True)
    low, middle, high = (show_value(end, Unit.CURRENCY, "nl", compact=True) for end in card.status.heading)

    assert card.ahead == f"Gaat naar ongeveer **{middle}** · 4 van de 5 keer tussen {low} en {high}"
    assert card.course.data["heads"].tolist() == [card.status.heading[1]]


def test_the_months_to_come_are_those_of_the_forecast():
    results = make_results(WAVES * 5, first=date(2024, 1, 1))
    history, _ = history_of(series(results, "kpi"), make_kpi())
    low, high = outlook(history).band(6)
    data = made(results=results, target=make_target(400_000.0), hero=True).chart.data

    assert data["low"].dropna().tolist() == pytest.approx(low.tolist())
    assert data["high"].dropna().tolist() == pytest.approx(high.tolist())
    assert data.loc[data["low"].notna(), "period"].iloc[0] == "juli 2026"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("nl", "Dit is alleen het tempo: vanaf 6 perioden zeggen we hoe vaak je het haalt."),
        ("en", "This is the pace only: from 6 periods on we say how often you make it."),
    ],
)
def test_a_verdict_on_the_pace_alone_is_grey_and_says_so(lang, said):
    results = make_results([30_000.0, 31_000.0, 32_000.0], first=date(2026, 4, 1))
    card = made(results=results, target=make_target(250_000.0, start=date(2026, 4, 1)), lang=lang, hero=True)

    assert card.status.verdict is Verdict.ON_COURSE
    assert (card.badge.color, card.ahead) == ("gray", said)
    assert card.chart.data["low"].isna().all()
    assert card.course.data["heads"].isna().all()


def test_a_first_look_does_not_say_where_it_is_heading():
    results = make_results(WAVES + WAVES[:2], first=date(2025, 11, 1))
    card = made(results=results, target=make_target(400_000.0), hero=True)

    assert (card.status.verdict, card.ahead) == (Verdict.CANNOT_TELL, "")
    assert card.course is None or card.course.data["heads"].isna().all()


def test_what_the_owner_calls_special_is_left_out_of_what_is_to_come():
    values = [*WAVES * 4, 30_000.0, 34_000.0, 31_000.0, 2_000.0, 33_000.0, 29_000.0]
    results = make_results(values, first=date(2024, 1, 1))
    flood = Marks(special=frozenset({parse_period("2026-04")}))
    plain, told = (
        made(results=results, target=make_target(400_000.0), hero=True, marks=marks) for marks in (Marks(), flood)
    )

    assert told.status.heading[1] > plain.status.heading[1]
    assert told.chart.data["low"].min() > plain.chart.data["low"].min()


@pytest.mark.parametrize(
    ("last", "badge", "shape", "said"),
    [
        (29_000.0, None, "circle", "Normale schommeling ("),
        (4_000.0, ("Signaal", "red"), "square", "Juni 2026: plotseling lager dan verwacht."),
        (90_000.0, ("Kans", "blue"), "triangle-up", "Juni 2026: plotseling hoger dan verwacht."),
    ],
)
def test_without_a_target_a_card_says_what_its_newest_month_says_by_itself(last, badge, shape, said):
    results = make_results([*(WAVES * 5)[:-1], last], first=date(2024, 1, 1))
    card = made(results=results, newest=newest_signal(series(results, "kpi"), make_kpi()))

    assert card.ahead.startswith(said)
    assert (card.badge and (card.badge.word, card.badge.color)) == badge
    ends = [layer["mark"]["shape"] for layer in card.chart.spec["layer"] if layer["mark"].get("shape")]
    assert ends == [shape]


def test_a_young_company_does_not_read_on_every_card_that_it_is_young():
    results = make_results((WAVES * 3)[:14], first=date(2025, 5, 1))
    newest = newest_signal(series(results, "kpi"), make_kpi())

    assert (newest.state, made(results=results, newest=newest).ahead) == ("short", "")
