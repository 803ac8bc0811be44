"""A target in every form on a file: read as typed, judged on sums made by hand, and begun with the company's own figures."""

from dataclasses import replace
from datetime import date

import pytest

from kpi_core import work
from kpi_core.errors import StoreError
from kpi_core.model import Form, Target, Verdict
from kpi_core.periods import Grain
from kpi_core.targets import phrase
from kpi_core.texts import LANGS
from kpi_core.work.aims import aim, with_baseline
from kpi_core.work.explored import View, explored
from kpi_core.work.wishes import age_axes, readings, starters
from tests.work.test_explored import two_years

TODAY = date(2026, 7, 1)
SPAN = {"start": date(2026, 1, 1), "until": date(2026, 12, 31)}
REVENUE = Target("revenue", **SPAN)
ORDER = Target("average_order_value", **SPAN)
V = Verdict


@pytest.fixture
def long(take, store, spaak):
    """28 orders of 100 a month in North and 28 of ten times the month in South, January 2025 to June 2026."""
    take("orders.csv", two_years())
    return store, spaak


def verdict(long, target):
    work.set_target(*long, target)
    ((_, status),) = [one for one in work.statuses(*long, TODAY) if one[0] == target]
    return status


# 2026: North 2,800 a month; South 280 times the month: 280, 560, 840, 1,120, 1,400. June stops on the 28th: it is not whole
@pytest.mark.parametrize(
    ("target", "told"),
    [
        pytest.param(
            replace(REVENUE, value=10_000.0, where=(("region", ("Zuid",)),)), (4_200.0, V.ON_COURSE), id="South only"
        ),
        pytest.param(
            replace(REVENUE, value=50_000.0, where=(("region", ("Zuid", "Noord")),)),
            (18_200.0, None),
            id="both regions",
        ),
        pytest.param(
            replace(REVENUE, value=2_000.0, form=Form.EACH_MEMBER, by="region"), (1_400.0, V.OFF_COURSE), id="each"
        ),
        pytest.param(
            replace(REVENUE, value=2_000.0, form=Form.EACH_MEMBER, by="region", share=0.5),
            (2_800.0, V.ON_COURSE),
            id="half",
        ),
        pytest.param(
            replace(REVENUE, value=10_000.0, form=Form.PER_PERIOD, per=Grain.QUARTER),
            (10_080.0, V.ON_COURSE),
            id="quarters",
        ),
        pytest.param(replace(REVENUE, value=2_000.0, form=Form.FLOOR), (4_200.0, V.ON_COURSE), id="every month"),
        pytest.param(replace(REVENUE, value=4_000.0, form=Form.CEILING), (4_200.0, None), id="a ceiling"),
        pytest.param(
            replace(REVENUE, value=9_000.0, form=Form.FROM_TO, baseline=4_000.0, per=Grain.MONTH),
            (4_200.0, V.OFF_COURSE),
            id="a month",  # 9,000 in December, where a December brings 2,800 + 280 * 12 = 6,160
        ),
    ],
)
def test_a_form_is_judged_on_the_rows_it_is_about(long, target, told):
    status = verdict(long, target)
    assert status.now == pytest.approx(told[0])
    assert told[1] in (None, status.verdict)


@pytest.mark.parametrize(
    ("lang", "words"), [("nl", ("Haalt het niet", "Haalt het")), ("en", ("Does not meet it", "Meets it"))]
)
def test_a_target_for_each_part_shows_every_part_beside_its_bound(long, lang, words):
    # May: North 28 * 100, South 28 * 50
    target = replace(REVENUE, value=2_000.0, form=Form.EACH_MEMBER, by="region")
    seen = aim(*long, target, today=TODAY, lang=lang)
    assert [(name, word) for name, (_, word) in seen.members.items()] == list(
        zip(("Zuid", "Noord"), words, strict=True)
    )
    assert seen.years is None
    assert seen.trend.data["value"].tolist() == [1_400.0, 2_800.0]
    assert seen.trend.data["before"].tolist() == [2_000.0, 2_000.0]
    assert seen.trend.key[-1].text == {"nl": "doel €\u00a02k", "en": "target €\u00a02k"}[lang]


@pytest.mark.parametrize("lang", LANGS)
def test_a_bound_for_each_part_is_no_line_for_the_whole(long, lang):
    work.set_target(*long, replace(REVENUE, value=2_000.0, form=Form.EACH_MEMBER, by="region"))
    seen = explored(*long, View("revenue"), today=TODAY, lang=lang)
    goals = [item.text for item in seen.line.chart.key if item.text.startswith(("doel", "target"))]
    assert goals == []


def test_a_change_on_last_year_starts_from_last_years_rows(long):
    # 2025: 12 * 2,800 and 280 * 78 = 55,440
    target = with_baseline(*long, replace(REVENUE, value=0.10, form=Form.RELATIVE, against="year"), TODAY)
    assert target.baseline == pytest.approx(55_440)
    seen = aim(*long, target, today=TODAY, lang="nl")
    assert seen.total
    assert seen.letters[0].text == "10% meer dan vorig jaar."


def test_an_order_at_an_age_counts_only_the_first_months_of_its_customers(long):
    # all 28 came in January 2025; in their first three months: 3 of 100, and of 10, 20 and 30
    target = Target(
        "average_order_value", date(2025, 12, 31), date(2025, 1, 1), 55.0, form=Form.AT_AGE, by="cohort_quarter", age=3
    )
    status = verdict(long, target)
    assert (status.now, status.verdict) == (pytest.approx(60.0), V.REACHED)
    seen = aim(*long, target, today=TODAY, lang="nl")
    assert seen.ages == {"1e kwartaal 2025": {3: "€\u00a060", 6: "€\u00a067,50", 12: "€\u00a082,50"}}
    assert seen.letters[1].text == "1 van 1 zijn oud genoeg om te meten."


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("plain", [REVENUE, ORDER], ids=lambda target: target.kpi)
def test_what_a_button_begins_is_read_as_the_form_it_names(long, plain, lang):
    begun = starters(*long, plain, today=TODAY, lang=lang)
    assert {form for form, _, _ in begun} >= {Form.FROM_TO, Form.RELATIVE, Form.FLOOR, Form.RANGE, Form.EACH_MEMBER}
    for form, name, sentence in begun:
        (reading,) = readings(*long, sentence, plain, lang)
        assert name
        assert reading.target.form is form
        seen = aim(*long, reading.target, today=TODAY, lang=lang)
        assert seen.letters[0].done
        assert seen.badge
        assert seen.reason


def test_a_begun_sentence_has_the_companys_own_last_figure_in_it(long):
    sentences = {form: sentence for form, _, sentence in starters(*long, REVENUE, today=TODAY, lang="nl")}
    assert sentences[Form.FLOOR] == "minstens €\u00a04.200"  # May: 2,800 + 1,400
    assert sentences[Form.PER_PERIOD] == "€\u00a013.000 per kwartaal"  # three times May
    assert sentences[Form.EACH_MEMBER] == "per regio minstens €\u00a04.200"


@pytest.mark.parametrize(
    ("text", "role"), [("elke regio minstens 2000", "region"), ("every region at least 2000", "region")]
)
def test_a_part_is_known_by_its_name_in_both_languages(long, text, role):
    (reading,) = readings(*long, text, REVENUE, "nl")
    assert (reading.target.form, reading.target.by) == (Form.EACH_MEMBER, role)


def test_a_part_the_data_does_not_have_is_not_read(long):
    assert readings(*long, "elke campagne minstens 2000", REVENUE, "nl") == ()


def test_an_age_is_offered_only_where_every_row_is_somebodys(long):
    assert age_axes(*long, "average_order_value", None) == ("cohort_quarter", "cohort_month", "cohort_year")
    assert age_axes(*long, "roas", None) == ()
    assert readings(*long, "30% na 12 maanden", replace(REVENUE, kpi="customer_retention_rate"), "nl") == ()


def test_what_we_wrote_ourselves_is_no_doubt_and_what_a_person_typed_is(long):
    assert len(readings(*long, "minstens €\u00a04.500", REVENUE, "nl")) == 1
    assert len(readings(*long, "minstens € 4.500", REVENUE, "nl")) == 2


def test_explore_shows_the_filtered_target_of_the_part_it_opens_with(long):
    target = replace(REVENUE, value=10_000.0, where=(("region", ("Zuid",)),))
    work.set_target(*long, target)
    seen = explored(*long, View("revenue", only=("region", "Zuid")), today=TODAY, lang="nl")
    assert (seen.card.target, seen.card.status.now) == (target, pytest.approx(4_200))
    assert "Zuid" in seen.card.title
    assert explored(*long, View("revenue"), today=TODAY, lang="nl").card.target is None


def test_a_target_about_people_is_never_about_a_part_of_a_part(store, spaak):
    kpi = next(kpi for kpi in work.catalogue(store, spaak).values() if kpi.min_group)
    target = Target(kpi.id, **SPAN, value=0.1, segment=("department", "Sales"), where=(("location", ("Utrecht",)),))
    with pytest.raises(StoreError) as caught:
        work.set_target(store, spaak, target)
    assert caught.value.code == "target_people"


def test_a_sentence_of_a_kept_target_is_its_own(long):
    target = replace(REVENUE, value=2_000.0, form=Form.EACH_MEMBER, by="region")
    kpi = work.catalogue(*long)["revenue"]
    assert phrase(target, kpi, "en") == "per region at least €\u00a02,000"
