"""What people type for a target is read as they mean it; what can be meant in two ways is asked, and nothing is guessed."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_core.model import Form
from kpi_core.periods import Grain
from kpi_core.targets import Wish, phrase, understood
from kpi_core.texts import LANGS
from kpi_core.units import Direction, Unit
from tests.targets.small import LEVEL, make_kpi, make_target

EURO = make_kpi()
COUNT = make_kpi(formula="count(sales)", unit=Unit.COUNT)
RATIO = make_kpi(formula=LEVEL, unit=Unit.RATIO)
SHARE = make_kpi(formula=LEVEL, unit=Unit.PERCENT)
SCORE = make_kpi(formula=LEVEL, unit=Unit.SCORE)
HOURS = make_kpi(formula=LEVEL, unit=Unit.HOURS, direction=Direction.LOWER)
NAMES = {"campagne": "campaign", "campaign": "campaign", "kanaal": "channel", "channel": "channel"}
F = Form


@pytest.mark.parametrize(
    ("kpi", "lang", "text", "wish"),
    [
        (EURO, "nl", "80000", Wish(F.FROM_TO, 80_000.0)),
        (SHARE, "nl", "18", Wish(F.FROM_TO, 0.18)),
        (SHARE, "en", "36.5%", Wish(F.FROM_TO, 0.365)),
        (EURO, "nl", "20% meer dan vorig jaar", Wish(F.RELATIVE, 0.2, against="year")),
        (EURO, "nl", "15 procent hoger dan de vorige periode", Wish(F.RELATIVE, 0.15, against="previous")),
        (EURO, "nl", "5% minder dan een jaar eerder", Wish(F.RELATIVE, -0.05, against="year")),
        (EURO, "en", "15% more than last year", Wish(F.RELATIVE, 0.15, against="year")),
        (EURO, "en", "-5% than last year", Wish(F.RELATIVE, -0.05, against="year")),
        (EURO, "nl", "+€ 8000", Wish(F.POINTS, 8000.0)),
        (SCORE, "nl", "+10 punten", Wish(F.POINTS, 10.0)),
        (SHARE, "nl", "3 procentpunt erbij", Wish(F.POINTS, 0.03)),
        (SHARE, "en", "10 points less", Wish(F.POINTS, -0.1)),
        (RATIO, "nl", "min. 4", Wish(F.FLOOR, 4.0)),
        (RATIO, "nl", "minstens 4", Wish(F.FLOOR, 4.0)),
        (RATIO, "nl", "≥ 4", Wish(F.FLOOR, 4.0)),
        (RATIO, "nl", "4 of meer", Wish(F.FLOOR, 4.0)),
        (RATIO, "en", "at least 4", Wish(F.FLOOR, 4.0)),
        (HOURS, "nl", "max 2 uur", Wish(F.CEILING, 2.0)),
        (HOURS, "nl", "minder dan 2 uur", Wish(F.CEILING, 2.0)),
        (HOURS, "en", "no more than 2 hours", Wish(F.CEILING, 2.0)),
        (SHARE, "nl", "3% -> 5%", Wish(F.FROM_TO, 0.05, from_=0.03)),
        (SHARE, "nl", "van 3 naar 5%", Wish(F.FROM_TO, 0.05, from_=0.03)),
        (RATIO, "nl", "van 1,1 nu naar minstens 1,3", Wish(F.FROM_TO, 1.3, from_=1.1)),
        (SHARE, "en", "from 3% to 5%", Wish(F.FROM_TO, 0.05, from_=0.03)),
        (COUNT, "nl", "van 8.000 naar 10.000 per maand", Wish(F.FROM_TO, 10_000.0, from_=8000.0, per=Grain.MONTH)),
        (RATIO, "nl", "tussen 1,2 en 2", Wish(F.RANGE, low=1.2, high=2.0)),
        (SHARE, "nl", "10 tot 20%", Wish(F.RANGE, low=0.1, high=0.2)),
        (COUNT, "nl", "35 - 45", Wish(F.RANGE, low=35.0, high=45.0)),
        (COUNT, "en", "between 35 and 45", Wish(F.RANGE, low=35.0, high=45.0)),
        (COUNT, "nl", "50 per kwartaal", Wish(F.PER_PERIOD, 50.0, per=Grain.QUARTER)),
        (COUNT, "nl", "elke maand 10", Wish(F.PER_PERIOD, 10.0, per=Grain.MONTH)),
        (COUNT, "en", "50 a quarter", Wish(F.PER_PERIOD, 50.0, per=Grain.QUARTER)),
        (COUNT, "nl", "minstens 60 per maand", Wish(F.FLOOR, 60.0, per=Grain.MONTH)),
        (RATIO, "nl", "elke campagne minstens 4", Wish(F.EACH_MEMBER, 4.0, by="campaign")),
        (RATIO, "nl", "minstens 4 op alle campagnes", Wish(F.EACH_MEMBER, 4.0, by="campaign")),
        (RATIO, "nl", "90% van de campagnes minstens 4", Wish(F.EACH_MEMBER, 4.0, by="campaign", share=0.9)),
        (RATIO, "en", "every campaign at least 4", Wish(F.EACH_MEMBER, 4.0, by="campaign")),
        (RATIO, "en", "90% of the campaigns at least 4", Wish(F.EACH_MEMBER, 4.0, by="campaign", share=0.9)),
        (HOURS, "nl", "elk kanaal hooguit 2 uur", Wish(F.EACH_MEMBER, 2.0, by="channel")),
        (RATIO, "nl", "elke campagne hooguit 4", Wish(F.EACH_MEMBER, high=4.0, by="campaign")),
        (SHARE, "nl", "minstens 30% na 12 maanden", Wish(F.AT_AGE, 0.3, age=12)),
        (SHARE, "en", "30% after 1 year", Wish(F.AT_AGE, 0.3, age=12)),
    ],
)
def test_what_is_typed_is_read_in_one_way(kpi, lang, text, wish):
    (found,) = understood(text, kpi, lang, NAMES)
    expected = {name: pytest.approx(value) if isinstance(value, float) else value for name, value in vars(wish).items()}
    assert vars(found) == expected


@pytest.mark.parametrize(
    ("kpi", "lang", "text", "readings"),
    [
        # a percentage of a percentage: points, or a tenth more, and then than when
        (
            SHARE,
            "nl",
            "+10%",
            [(F.POINTS, 0.1, None), (F.RELATIVE, 0.1, "previous"), (F.RELATIVE, 0.1, "year")],
        ),
        (SCORE, "nl", "10% meer", [(F.POINTS, 10.0, None), (F.RELATIVE, 0.1, "previous"), (F.RELATIVE, 0.1, "year")]),
        (EURO, "nl", "20% meer", [(F.RELATIVE, 0.2, "previous"), (F.RELATIVE, 0.2, "year")]),
        (EURO, "nl", "1.234", [(F.FROM_TO, 1234.0, None), (F.FROM_TO, 1.234, None)]),
        (SHARE, "en", "3% to 5%", [(F.FROM_TO, 0.05, None), (F.RANGE, None, None)]),
    ],
)
def test_what_can_be_meant_in_two_ways_gives_every_reading(kpi, lang, text, readings):
    found = [(wish.form, wish.value, wish.against) for wish in understood(text, kpi, lang, NAMES)]
    assert found == readings


@pytest.mark.parametrize(
    ("kpi", "text"),
    [
        (EURO, ""),
        (EURO, "veel"),
        (EURO, "5 appels"),
        (EURO, "minstens minstens 5"),
        (EURO, "tussen 5 en 3"),
        (EURO, "min. 5%"),  # no percentage of an amount of money as a floor
        (RATIO, "elke medewerker minstens 4"),  # nothing it can be split by
        (RATIO, "120% van de campagnes minstens 4"),
        (SHARE, "30% na 0 maanden"),
        (SHARE, "30% na 1,5 maanden"),
        (EURO, "10% meer per maand"),  # every month more than the one before, or measured per month?
        (EURO, "1 2 3 4 5"),
        (EURO, "9" * 200),
    ],
)
def test_what_fits_no_sentence_is_not_read(kpi, text):
    assert understood(text, kpi, "nl", NAMES) == ()


AMOUNT = st.integers(1, 9990).map(lambda n: n / 10)
WISHES = st.one_of(
    st.builds(lambda v: {"value": v}, AMOUNT),
    st.builds(lambda v, b: {"value": v, "baseline": b}, AMOUNT, AMOUNT),
    st.builds(lambda v, p: {"value": v, "form": F.PER_PERIOD, "per": p}, AMOUNT, st.sampled_from(list(Grain)[1:5])),
    st.builds(lambda v: {"value": v, "form": F.FLOOR}, AMOUNT),
    st.builds(lambda v: {"value": v, "form": F.CEILING}, AMOUNT),
    st.builds(lambda v, more: {"low": v, "high": v + more, "form": F.RANGE}, AMOUNT, AMOUNT),
    st.builds(lambda v, sign: {"value": v * sign, "form": F.POINTS}, AMOUNT, st.sampled_from([1, -1])),
    st.builds(
        lambda v, a: {"value": v / 1000, "form": F.RELATIVE, "against": a},
        st.integers(-990, 990).filter(bool),
        st.sampled_from(["previous", "year"]),
    ),
    st.builds(lambda v: {"value": v, "form": F.EACH_MEMBER, "by": "campaign"}, AMOUNT),
    st.builds(
        lambda v, s: {"low": v, "high": v + 1, "form": F.EACH_MEMBER, "by": "channel", "share": s / 100},
        AMOUNT,
        st.integers(1, 99),
    ),
    st.builds(lambda v, n: {"value": v, "form": F.AT_AGE, "age": n}, AMOUNT, st.integers(1, 60)),
)


@settings(max_examples=150, deadline=None)
@given(form=WISHES, lang=st.sampled_from(LANGS), kpi=st.sampled_from([RATIO, SCORE, HOURS, SHARE]))
def test_a_target_in_words_reads_back_as_itself(form, lang, kpi):
    scale = 100 if kpi.unit is Unit.PERCENT and form.get("form") is not F.RELATIVE else 1
    form = {n: v / scale if n in ("value", "low", "high", "baseline") else v for n, v in form.items()}
    target = make_target(**form)
    readings = [
        wish.on(replace(make_target(), baseline=target.baseline))
        for wish in understood(phrase(target, kpi, lang), kpi, lang, NAMES)
    ]
    near = [
        one
        for one in readings
        if all(
            getattr(one, name) == (pytest.approx(value) if isinstance(value, float) else value)
            for name, value in vars(target).items()
        )
    ]
    assert near, (phrase(target, kpi, lang), readings)


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=150), lang=st.sampled_from(LANGS))
def test_any_text_is_read_or_left_alone(text, lang):
    for wish in understood(text, SHARE, lang, NAMES):
        assert wish.on(make_target()).form in Form


def test_what_a_text_does_not_say_of_the_start_is_kept_only_for_the_same_question():
    kept = make_target(0.05, baseline=0.03)
    (same,), (other,) = understood("6%", SHARE, "nl"), understood("+3 punten", SHARE, "nl")
    assert same.on(kept).baseline == 0.03
    assert other.on(kept).baseline is None
