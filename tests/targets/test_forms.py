"""Every form of a target on small data: what is asked, where it stands, the verdict and its reason, worked out by hand."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from kpi_core.model import Form, Results, Verdict
from kpi_core.periods import Grain
from kpi_core.phrases import reason
from kpi_core.series import series
from kpi_core.targets import (
    assess,
    beside,
    is_total,
    judged_grain,
    judged_members,
    needed_per_month,
    path,
    phrase,
    resolved,
    smart_letters,
)
from kpi_core.targets.history import ask_of
from kpi_core.texts import LANGS
from kpi_core.units import Direction, Unit
from tests.targets.small import JULY, LEVEL, make_kpi, make_results, make_target

V = Verdict
SALES = make_kpi()  # euros, adds up
COUNT = make_kpi(formula="count(sales)", unit=Unit.COUNT)
RATIO = make_kpi(formula=LEVEL, unit=Unit.RATIO, precision=1)
SHARE = make_kpi(formula=LEVEL, unit=Unit.PERCENT, precision=1)
SCORE = make_kpi(formula="avg(surveys.score)", unit=Unit.SCORE, precision=0)
HOURS = make_kpi(formula=LEVEL, unit=Unit.HOURS, direction=Direction.LOWER, precision=1)
SPAN = {"start": date(2026, 1, 1), "until": date(2026, 12, 31)}
Q3 = {"start": date(2026, 7, 1), "until": date(2026, 9, 30)}
OCTOBER, NEXT_YEAR = date(2026, 10, 5), date(2027, 1, 10)
YEAR = [10.0] * 12  # 2025
SIX = date(2026, 1, 1)


PACE = (
    "Dit is alleen het tempo: vanaf 6 perioden zeggen we hoe vaak je het haalt.",
    "This is the pace only: from 6 periods on we say how often you make it.",
)
RARELY = (
    "Als je doorgaat zoals nu, haal je het minder dan 1 op de 20 keer.",
    "If you go on as now, you make it less than 1 time in 20.",
)


def each(values, *, rows=100, on=date(2026, 6, 1)):
    """One month in which the members had these values; `rows`: per member, or the same for all."""
    lines = rows if isinstance(rows, dict) else dict.fromkeys(values, rows)
    frames = [make_results([value], first=on, rows=lines[name], segment=name).frame for name, value in values.items()]
    return Results(pd.concat([make_results([4.0], first=on).frame, *frames]))


# name, KPI, form, results, today -> asked now, expected now, verdict, and the reason in both languages
TABLE = {
    "from 3% to 5% by the end of the year": (
        # 181 of 365 days: 3% + 2 points * 0.4959 = 3.99%
        SHARE,
        {"value": 0.05, "baseline": 0.03},
        make_results([0.041], first=date(2026, 6, 1)),
        JULY,
        (0.05, 0.0399178, V.ON_COURSE),
        ("4,1%, beter dan de 4,0% die nu hoort.", "4.1%, better than the 4.0% it should be now."),
    ),
    "from 8,000 to 10,000 a month": (
        # a sum measured per month is a level: 8,000 + 2,000 * 181 / 365 = 8,991.8
        COUNT,
        {"value": 10_000.0, "baseline": 8_000.0, "per": Grain.MONTH},
        make_results([8_100.0], first=date(2026, 6, 1), rows=1),
        JULY,
        (10_000.0, 8_991.78, V.OFF_COURSE),
        ("8,1k, waar 9k hoort.", "8.1k, where it should be 9k."),
    ),
    "10 points more than before the start": (
        # 31 in December; 41 is asked; 31 + 10 * 181/365 = 35.96 now
        SCORE,
        {"form": Form.POINTS, "value": 10.0, "baseline": 31.0},
        make_results([36.0], first=date(2026, 6, 1)),
        JULY,
        (41.0, 35.9589, V.ON_COURSE),
        ("36, beter dan de 36 die nu hoort.", "36, better than the 36 it should be now."),
    ),
    "15% more than last year": (
        # 120 last year, so 138 is asked, half of it by July; 11 a month leads to 132 and no further
        SALES,
        {"form": Form.RELATIVE, "value": 0.15, "against": "year"},
        make_results([*YEAR, *[11.0] * 6]),
        JULY,
        (138.0, 69.0, V.OFF_COURSE),
        (f"€ 66, waar € 69 hoort. {RARELY[0]}", f"€ 66, where it should be € 69. {RARELY[1]}"),
    ),
    "15% more than the quarter before": (
        # 60 in the second quarter, so 69 in the third
        SALES,
        {"form": Form.RELATIVE, "value": 0.15, "against": "previous", **Q3},
        make_results([*YEAR, *[20.0] * 9]),
        date(2026, 9, 5),
        (69.0, 46.0, V.OFF_COURSE),
        (f"€ 40, waar € 46 hoort. {RARELY[0]}", f"€ 40, where it should be € 46. {RARELY[1]}"),
    ),
    "20% less than a year before, a level": (
        # 10 hours in December a year before; 8 asked; from 10 by 181/365 of 2 hours: 9.01. Six months at 9 stay at 9
        HOURS,
        {"form": Form.RELATIVE, "value": -0.20, "against": "year"},
        make_results([*YEAR, *[9.0] * 6]),
        JULY,
        (8.0, 9.0082, V.OFF_COURSE),
        (
            "9 uur, beter dan de 9,0 uur die nu hoort. Als je doorgaat zoals nu, haal je het ongeveer 1 op de 10 keer.",
            "9 hours, better than the 9.0 hours it should be now. If you go on as now, you make it about 1 time in 10.",
        ),
    ),
    "50 per quarter": (
        COUNT,
        {"form": Form.PER_PERIOD, "value": 50.0, "per": Grain.QUARTER},
        make_results([55.0, 48.0], first=SIX, grain=Grain.QUARTER, rows=1),
        JULY,
        (50.0, 50.0, V.AT_RISK),
        ("48, waar minstens 50 is afgesproken.", "48, where at least 50 was agreed."),
    ),
    "at least 4 in every month": (
        RATIO,
        {"form": Form.FLOOR, "value": 4.0},
        make_results([4.1, 4.0, 5.0, 4.4, 4.3], first=SIX),
        JULY,
        (4.0, 4.0, V.ON_COURSE),
        ("4,3; alle 5 perioden zijn binnen de afspraak.", "4.3; all 5 periods keep to it."),
    ),
    "at least 4, kept again after a month below": (
        RATIO,
        {"form": Form.FLOOR, "value": 4.0},
        make_results([4.2, 3.9, 4.0, 5.0, 4.4, 4.3], first=SIX),
        JULY,
        (4.0, 4.0, V.AT_RISK),
        (
            "4,3, nu binnen de afspraak; in 1 van de 6 perioden niet.",
            "4.3, within what was agreed now; not in 1 of the 6 periods.",
        ),
    ),
    "at most 2 hours, far above": (
        HOURS,
        {"form": Form.CEILING, "value": 2.0},
        make_results([1.9, 1.9, 1.9, 1.9, 1.9, 3.0], first=SIX),
        JULY,
        (2.0, 2.0, V.OFF_COURSE),
        ("3 uur, waar hooguit 2 uur is afgesproken.", "3 hours, where at most 2 hours was agreed."),
    ),
    "at most 2 hours, all year": (
        HOURS,
        {"form": Form.CEILING, "value": 2.0},
        make_results([1.5] * 12, first=SIX),
        NEXT_YEAR,
        (2.0, 2.0, V.REACHED),
        ("Alle 12 perioden gehaald; de laatste met 1,5 uur.", "All 12 periods kept; the last with 1.5 hours."),
    ),
    "at most 2 hours, once above": (
        HOURS,
        {"form": Form.CEILING, "value": 2.0},
        make_results([1.5, 2.5, *[1.5] * 10], first=SIX),
        NEXT_YEAR,
        (2.0, 2.0, V.MISSED),
        (
            "In 1 van de 12 perioden niet gehaald, het eerst in februari 2026.",
            "Not kept in 1 of the 12 periods, first in February 2026.",
        ),
    ),
    "between 1.2 and 2": (
        RATIO,
        {"form": Form.RANGE, "low": 1.2, "high": 2.0},
        make_results([1.5] * 5, first=SIX),
        JULY,
        (None, 1.5, V.ON_COURSE),
        ("1,5, binnen de afgesproken grenzen.", "1.5, inside the agreed limits."),
    ),
    "at least 4 for each campaign": (
        # three of four; Merk is 1.5 below 4, far more than a tenth
        RATIO,
        {"form": Form.EACH_MEMBER, "value": 4.0, "by": "campaign"},
        each({"Zomer": 5.0, "Merk": 2.5, "Retargeting": 4.0, "Winter": 6.0}),
        JULY,
        (4.0, 4.0, V.OFF_COURSE),
        ("3 van 4 halen 4. Niet: Merk.", "3 of 4 meet 4. Not: Merk."),
    ),
    "at least 4 for each campaign, one too small": (
        RATIO,
        {"form": Form.EACH_MEMBER, "value": 4.0, "by": "campaign"},
        each({"Zomer": 5.0, "Proef": 1.0}, rows={"Zomer": 100, "Proef": 9}),
        JULY,
        (4.0, 4.0, V.ON_COURSE),
        (
            "Eén deel haalt 4, met 5. Te weinig om iets te zeggen: Proef.",
            "One part meets 4, with 5. Too few to say anything: Proef.",
        ),
    ),
    "at least 4 for three in four campaigns": (
        RATIO,
        {"form": Form.EACH_MEMBER, "value": 4.0, "by": "campaign", "share": 0.75},
        each({"Zomer": 5.0, "Merk": 2.5, "Retargeting": 4.0, "Winter": 6.0}),
        JULY,
        (4.0, 4.0, V.ON_COURSE),
        ("3 van 4 halen 4. Niet: Merk.", "3 of 4 meet 4. Not: Merk."),
    ),
}


@pytest.mark.parametrize("case", TABLE.values(), ids=list(TABLE))
def test_a_form_is_judged_by_what_it_asks(case):
    kpi, form, results, today, (asked, expected, verdict), sentences = case
    target = make_target(**{**SPAN, **form})
    status = assess(target, kpi, results, today)
    assert resolved(target, kpi, results).value == (None if asked is None else pytest.approx(asked))
    assert (status.verdict, status.expected) == (verdict, pytest.approx(expected, rel=1e-4))
    said = sentences if status.fields.get("judged") != "pace" else map(" ".join, zip(sentences, PACE, strict=True))
    assert tuple(reason(status, kpi, lang).replace("\u00a0", " ") for lang in LANGS) == tuple(said)


def test_a_change_whose_start_is_not_known_says_so_and_gives_no_value():
    lost = make_target(form=Form.RELATIVE, value=0.15, against="year")
    results = make_results([10.0] * 6, first=SIX)
    status = assess(lost, SALES, results, JULY)
    assert (status.verdict, status.reason, status.expected) == (V.CANNOT_TELL, "no_base", None)
    assert needed_per_month(lost, SALES, results, JULY) is None
    assert path(lost, SALES, results) == ()


@pytest.mark.parametrize("base", [0.0, -5.0])
def test_a_percentage_of_nothing_is_no_target(base):
    target = make_target(form=Form.RELATIVE, value=0.15)
    results = make_results([base] * 18)
    assert resolved(target, RATIO, results) == target
    assert assess(target, RATIO, results, JULY).reason == "no_base"


def test_a_stored_start_goes_before_the_data():
    target = make_target(form=Form.RELATIVE, value=0.10, against="year", baseline=200.0)
    assert resolved(target, SALES, make_results(YEAR)).value == pytest.approx(220)


def test_what_adds_up_is_a_total_only_without_a_period_of_its_own():
    assert is_total(make_target(100.0), SALES)
    assert not is_total(make_target(100.0, per=Grain.MONTH), SALES)
    assert not is_total(make_target(100.0, form=Form.FLOOR), SALES)
    assert not is_total(make_target(100.0), RATIO)
    assert judged_grain(make_target(100.0, per=Grain.QUARTER), SALES) is Grain.QUARTER
    assert judged_grain(make_target(100.0), SALES) is Grain.MONTH


def test_a_floor_on_a_month_too_small_to_judge_waits():
    target = make_target(form=Form.FLOOR, value=4.0)
    few = make_results([4.2, 4.1], first=SIX, rows=9)
    assert assess(target, RATIO, few, JULY).reason == "too_few_rows"
    assert assess(target, SALES, few, JULY).verdict is V.ON_COURSE  # an amount is a fact


def test_a_floor_with_a_missing_month_is_not_called_reached():
    target = make_target(form=Form.FLOOR, value=4.0)
    gap = make_results([5.0, None, *[5.0] * 10], first=SIX)
    assert assess(target, RATIO, gap, NEXT_YEAR).reason == "missing_period"
    broken = make_results([3.0, None, *[5.0] * 10], first=SIX)
    assert assess(target, RATIO, broken, NEXT_YEAR).verdict is V.MISSED


def test_the_first_quarter_has_to_be_over_before_it_is_judged():
    target = make_target(form=Form.PER_PERIOD, value=50.0, per=Grain.QUARTER)
    loose = make_results([20.0], first=SIX, grain=Grain.QUARTER, complete=0)
    status = assess(target, COUNT, loose, date(2026, 2, 5))
    assert (status.verdict, status.reason) == (V.CANNOT_TELL, "first_period")


@pytest.mark.parametrize(
    ("share", "verdict", "now"),
    [(1.0, V.OFF_COURSE, 2.0), (0.75, V.AT_RISK, 3.7), (0.5, V.ON_COURSE, 5.0), (0.01, V.ON_COURSE, 6.0)],
)
def test_the_member_that_decides_is_the_last_of_those_that_have_to_keep_to_it(share, verdict, now):
    target = make_target(form=Form.EACH_MEMBER, value=4.0, by="campaign", share=share)
    status = assess(target, RATIO, each({"a": 6.0, "b": 5.0, "c": 3.7, "d": 2.0}), JULY)
    assert (status.verdict, status.now, status.gap) == (verdict, now, pytest.approx(now - 4.0))


PEOPLE = make_kpi(formula=LEVEL, unit=Unit.PERCENT, direction=Direction.LOWER, min_group=5)


@pytest.mark.parametrize(
    ("warehouse", "share", "verdict", "told"),
    [
        pytest.param(
            0.03,
            1.0,
            V.CANNOT_TELL,
            (
                "2 delen zijn te klein om te tonen. Of ook die het halen, mogen we niet zeggen.",
                "2 parts are too small to show. Whether those meet it too, we may not say.",
            ),
            id="it takes the hidden ones",
        ),
        pytest.param(
            0.03,
            0.3,
            V.ON_COURSE,
            (
                "Eén deel haalt 5%, met 3%. 2 delen zijn te klein om apart te tonen.",
                "One part meets 5%, at 3%. 2 parts are too small to show on their own.",
            ),
            id="one of three is enough",
        ),
        pytest.param(
            0.09,
            1.0,
            V.OFF_COURSE,
            (
                "Magazijn: 9%, waar 5% is afgesproken. 2 delen zijn te klein om apart te tonen.",
                "Magazijn: 9%, where 5% was agreed. 2 parts are too small to show on their own.",
            ),
            id="the one that is shown misses it",
        ),
    ],
)
def test_hidden_groups_of_people_are_not_taken_for_groups_that_keep_to_it(warehouse, share, verdict, told):
    target = make_target(form=Form.EACH_MEMBER, value=0.05, by="department", share=share)
    found = each({"Directie": None, "Magazijn": warehouse, "Verkoop": None})
    status = assess(target, PEOPLE, found, JULY)
    assert status.verdict is verdict
    assert tuple(reason(status, PEOPLE, lang) for lang in LANGS) == told
    assert [one.name for one in judged_members(target, PEOPLE, found, JULY)] == ["Magazijn"]


def test_a_campaign_without_a_figure_is_not_called_hidden():
    target = make_target(form=Form.EACH_MEMBER, value=4.0, by="campaign")
    assert "hidden" not in assess(target, RATIO, each({"a": 6.0, "b": None}), JULY).fields


def test_the_members_come_with_the_furthest_off_first_and_the_small_ones_last():
    target = make_target(form=Form.EACH_MEMBER, value=4.0, by="campaign")
    rows = {"a": 100, "b": 100, "c": 9, "d": 100}
    found = judged_members(target, RATIO, each({"a": 6.0, "b": 2.0, "c": 1.0, "d": 5.0}, rows=rows), JULY)
    assert [(one.name, one.off, one.small) for one in found] == [
        ("b", 2.0, False),
        ("d", 0.0, False),
        ("a", 0.0, False),
        ("c", 3.0, True),
    ]


def test_members_that_are_all_too_small_give_no_verdict():
    target = make_target(form=Form.EACH_MEMBER, value=4.0, by="campaign")
    status = assess(target, RATIO, each({"a": 6.0, "b": 5.0}, rows=9), JULY)
    assert (status.verdict, status.reason) == (V.CANNOT_TELL, "members_too_small")


def test_a_member_without_a_value_and_rows_without_a_name_decide_nothing():
    target = make_target(form=Form.EACH_MEMBER, value=4.0, by="campaign")
    status = assess(target, RATIO, each({"a": 6.0, "b": None, "": 1.0}), JULY)
    assert (status.verdict, status.fields["n"]) == (V.ON_COURSE, 1)


def test_where_lower_is_better_each_member_has_to_stay_under():
    target = make_target(form=Form.EACH_MEMBER, value=4.0, by="campaign")
    status = assess(target, HOURS, each({"a": 3.0, "b": 4.2}), JULY)
    assert (status.verdict, status.now, status.fields["names"]) == (V.AT_RISK, 4.2, "b")


def test_many_names_are_cut_short():
    target = make_target(form=Form.EACH_MEMBER, value=4.0, by="campaign")
    status = assess(target, RATIO, each({"x" * 200 + str(n): 1.0 for n in range(5)}), JULY)
    assert len(status.fields["names"]) < 140
    assert status.fields["names"].endswith("(+2)")


def cohorts(values, *, complete=None):
    """Figures at an age as `at_age` lays them out: per cohort its start, the day it comes to the age, and its value."""
    frame = make_results(list(values.values()), first=date(2026, 3, 1)).frame
    frame = frame.assign(period="all", segment=list(values))
    return Results(frame.assign(complete=[True] * len(frame) if complete is None else complete))


@pytest.mark.parametrize(
    ("values", "verdict", "reason_", "now"),
    [
        ({"CRM": 0.31, "Kassa": 0.40}, V.REACHED, "members_kept", 0.31),
        ({"CRM": 0.20, "Kassa": 0.40}, V.MISSED, "members_missed", 0.20),
        ({"CRM": None, "Kassa": 0.40}, V.REACHED, "members_kept", 0.40),
    ],
)
def test_at_an_age_each_project_is_reached_or_missed_once(values, verdict, reason_, now):
    target = make_target(form=Form.AT_AGE, value=0.30, age=12)
    status = assess(target, SHARE, cohorts(values), JULY)
    assert (status.verdict, status.reason, status.now) == (verdict, reason_, now)


def test_a_cohort_that_is_too_young_has_no_verdict():
    target = make_target(form=Form.AT_AGE, value=0.30, age=12)
    status = assess(target, SHARE, cohorts({"CRM": None}, complete=[False]), JULY)
    assert (status.verdict, status.reason) == (V.CANNOT_TELL, "members_too_young")
    assert reason(status, SHARE, "nl") == "Nog geen enkele is 12 maanden oud."


def test_a_target_on_one_project_looks_at_that_project_only():
    target = make_target(form=Form.AT_AGE, value=0.30, age=12, segment=("project_id", "CRM"))
    status = assess(target, SHARE, cohorts({"CRM": 0.31, "Kassa": 0.10}), JULY)
    assert (status.verdict, status.now) == (V.REACHED, 0.31)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("case", TABLE.values(), ids=list(TABLE))
def test_every_form_has_five_letters_and_words_of_its_own(case, lang):
    kpi, form, results, today, *_ = case
    target = make_target(**{**SPAN, **form})
    letters = smart_letters(target, kpi, results, today, lang)
    assert letters[0].done
    assert all(letter.text.endswith((".", "?")) for letter in letters)
    assert phrase(target, kpi, lang)


def test_what_holds_every_period_has_no_route_to_divide():
    target = make_target(form=Form.FLOOR, value=4.0)
    results = make_results([4.2] * 18)
    assert needed_per_month(target, RATIO, results, JULY) is None
    assert {(step.low, step.high, step.expected) for step in path(target, RATIO, results)} == {(4.0, None, None)}


def test_a_floor_is_put_beside_the_months_in_which_it_held():
    results = make_results([*[3.0] * 7, *[5.0] * 5])
    text = beside(ask_of(make_target(form=Form.FLOOR, value=4.0), RATIO, series(results, "kpi")), RATIO, "nl")
    assert "In 5 van de laatste 12" in text


@pytest.mark.parametrize("form", list(Form))
def test_a_target_that_says_nothing_yet_is_not_specific(form):
    target = replace(make_target(), form=form)
    assert not smart_letters(target, RATIO, make_results(YEAR), JULY, "nl")[0].done
