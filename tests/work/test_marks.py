"""What the owner tells about the past: kept, logged, taken back, asked once, and overtaken by what a file says later."""

from datetime import date

import pytest

from kpi_core import work
from kpi_core.errors import StoreError
from kpi_core.gaps import gaps_of
from kpi_core.model import NO_MARKS, Issue
from kpi_core.periods import Grain, Period, parse_period
from kpi_core.series import series
from kpi_core.texts import LANGS, say
from kpi_core.work import telling
from kpi_core.work.figures import explore
from kpi_core.work.marks import marks_in, without_answered
from tests.work.conftest import HEADER

TODAY = date(2026, 7, 1)
REVENUE, AVERAGE, MARGIN = "revenue", "average_order_value", "gross_margin"
MARCH, APRIL = parse_period("2026-03"), parse_period("2026-04")


def sold(*months):
    """Return order lines of 100 on every day up to the 28th of these months of 2026."""
    lines = [
        f"{day:02d}-{month:02d}-2026;N{month}-{day};K{day};100,00;{('Zuid', 'Noord')[day % 2]}"
        for month in months
        for day in range(1, 29)
    ]
    return "\n".join([HEADER, *lines]).encode()


@pytest.fixture
def holed(take, store, spaak):
    """Sales from January to June 2026, without a row in March and April."""
    take("orders.csv", sold(1, 2, 5, 6))
    return store, spaak


def asked(store, workspace, kpi=REVENUE):
    points = series(explore(store, workspace, kpi, Grain.MONTH, today=TODAY), kpi)
    return gaps_of(points, work.catalogue(store, workspace)[kpi], work.marks_of(store, workspace, kpi))


def ids(periods):
    return [period.id for period in sorted(periods)]


def months(periods):
    return ids(period for period in periods if period.grain is Grain.MONTH)


def log(store, workspace):
    with store.reading(workspace) as space:
        return [event.detail for event in space.events() if event.action == "setting_changed"]


class TestASpecialPeriod:
    def test_is_kept_with_its_reason_and_taken_back(self, store, spaak):
        work.mark_special(store, spaak, REVENUE, MARCH, "  verbouwing\nvan de   winkel ")
        (one,) = work.told(store, spaak, REVENUE).special

        assert (one.period, one.reason, one.everywhere) == (MARCH, "verbouwing van de winkel", False)
        assert months(work.marks_of(store, spaak, REVENUE).special) == ["2026-03"]

        work.unmark(store, spaak, REVENUE, MARCH)
        assert work.told(store, spaak, REVENUE).special == ()
        assert work.marks_of(store, spaak, REVENUE) == NO_MARKS

    def test_of_one_kpi_leaves_the_others_as_they_are(self, store, spaak):
        work.mark_special(store, spaak, REVENUE, MARCH, "beurs")

        assert work.marks_of(store, spaak, AVERAGE) == NO_MARKS

    def test_of_the_whole_business_holds_for_every_kpi(self, store, spaak):
        work.mark_special(store, spaak, None, MARCH, "overstroming")

        assert MARCH in work.marks_of(store, spaak, REVENUE).special
        assert MARCH in work.marks_of(store, spaak, AVERAGE).special
        assert work.told(store, spaak, AVERAGE).special[0].everywhere

    def test_makes_its_weeks_and_its_quarter_special_too(self, store, spaak):
        work.mark_special(store, spaak, REVENUE, MARCH, "beurs")

        assert {"2026-03", "2026-Q1", "2026-W10", "2026-03-31"} <= set(
            ids(work.marks_of(store, spaak, REVENUE).special)
        )

    def test_takes_a_reason_of_one_line_and_limited_length(self, store, spaak):
        work.mark_special(store, spaak, REVENUE, MARCH, "<script>\u202e" + "x" * 5000)
        (one,) = work.told(store, spaak, REVENUE).special

        assert len(one.reason) == 120
        assert one.reason.startswith("<script>x")

    def test_can_get_another_reason(self, store, spaak):
        for reason in ("beurs", "braderie"):
            work.mark_special(store, spaak, REVENUE, MARCH, reason)

        assert [one.reason for one in work.told(store, spaak, REVENUE).special] == ["braderie"]

    def test_is_logged_each_time_it_changes_and_not_when_nothing_does(self, store, spaak):
        for _ in range(2):
            work.mark_special(store, spaak, REVENUE, MARCH, "beurs")
        work.unmark(store, spaak, REVENUE, MARCH)
        work.unmark(store, spaak, REVENUE, MARCH)

        assert [(entry["before"], entry["after"]) for entry in log(store, spaak)] == [
            ({"2026-03": "beurs"}, None),
            (None, {"2026-03": "beurs"}),
        ]

    def test_of_another_workspace_is_not_ours(self, store, spaak):
        work.mark_special(store, spaak, None, MARCH, "beurs")

        assert work.marks_of(store, work.create(store, "Bakkerij", "nl").id, REVENUE) == NO_MARKS


@pytest.mark.parametrize(
    ("refused", "code"),
    [
        (lambda store, space: work.mark_special(store, space, "revenu", MARCH, "beurs"), "unknown_kpi"),
        (lambda store, space: work.mark_special(store, space, REVENUE, MARCH, " \u200b "), "no_reason"),
        (
            lambda store, space: work.mark_special(
                store, space, REVENUE, Period(date(2026, 1, 1), date(2026, 2, 3), Grain.ALL), "x"
            ),
            "no_one_period",
        ),
        (lambda store, space: work.mark_special(store, space, REVENUE, None, "x"), "no_one_period"),
        (lambda store, space: work.set_sensitivity(store, space, "loud"), "unknown_sensitivity"),
        (lambda store, space: work.set_seasonal(store, space, True, "revenu"), "unknown_kpi"),
        (lambda store, space: work.answer_gap(store, space, "revenu", [MARCH], "nothing"), "unknown_kpi"),
        (lambda store, space: work.marks_of(store, space, "revenu"), "unknown_kpi"),
        (lambda store, space: work.told(store, space, "revenu"), "unknown_kpi"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_changes_nothing(store, spaak, refused, code):
    with pytest.raises(StoreError) as caught:
        refused(store, spaak)

    assert caught.value.code == code
    assert log(store, spaak) == []
    assert all(say(f"error.{code}", lang, **caught.value.fields) for lang in LANGS)


def test_there_is_an_end_to_what_can_be_marked(store, spaak, monkeypatch):
    monkeypatch.setattr(telling, "MOST_PERIODS", 3)
    for step in range(3):
        work.mark_special(store, spaak, REVENUE, MARCH.shifted(-step), "x")
    work.mark_special(store, spaak, REVENUE, MARCH, "nog steeds te veranderen")

    with pytest.raises(StoreError, match="too_many_marks"):
        work.mark_special(store, spaak, REVENUE, APRIL, "x")


class TestAGap:
    def test_is_asked_until_it_is_answered_and_again_when_that_is_taken_back(self, holed):
        (gap,) = asked(*holed)
        assert ids(gap.periods) == ["2026-03", "2026-04"]

        work.answer_gap(*holed, REVENUE, gap.periods, "nothing")
        assert asked(*holed) == ()

        work.answer_gap(*holed, REVENUE, gap.periods, None)
        assert asked(*holed) == (gap,)

    @pytest.mark.parametrize(("answer", "where"), [("nothing", "nothing"), ("unknown", "unknown")])
    def test_that_was_answered_is_in_the_marks_and_can_be_shown(self, holed, answer, where):
        work.answer_gap(*holed, REVENUE, [MARCH], answer)
        marks = work.marks_of(*holed, REVENUE)

        assert (MARCH in marks.nothing, MARCH in marks.unknown) == (where == "nothing", where == "unknown")
        assert work.told(*holed, REVENUE).silences == ((MARCH, answer),)
        assert [ids(gap.periods) for gap in asked(*holed)] == [["2026-04"]]

    def test_is_asked_once_for_all_that_rests_on_the_same_table(self, holed):
        work.answer_gap(*holed, REVENUE, [MARCH, APRIL], "unknown")

        assert months(work.marks_of(*holed, AVERAGE).unknown) == ["2026-03", "2026-04"]
        assert work.told(*holed, AVERAGE).silences == ((MARCH, "unknown"), (APRIL, "unknown"))

    def test_makes_its_quarter_and_year_unknown_when_it_was_not_written_down(self, holed):
        """February has rows, so the quarter has: but not all of them."""
        work.answer_gap(*holed, REVENUE, [MARCH], "unknown")
        marks = work.marks_of(*holed, REVENUE)

        assert {parse_period("2026-Q1"), parse_period("2026")} <= marks.unknown
        assert parse_period("2026-Q1") not in marks.nothing

    def test_is_no_gap_any_more_when_a_file_fills_it(self, holed, take):
        work.answer_gap(*holed, REVENUE, [MARCH, APRIL], "unknown")
        take("maart.csv", sold(1, 2, 3, 5, 6))

        assert months(work.marks_of(*holed, REVENUE).unknown) == ["2026-04"]
        assert work.told(*holed, REVENUE).silences == ((APRIL, "unknown"),)
        assert MARCH in work.marks_of(*holed, REVENUE).nothing

    def test_cannot_be_made_of_a_month_that_has_rows(self, holed):
        work.answer_gap(*holed, REVENUE, [parse_period("2026-02")], "unknown")

        assert log(*holed) == []

    def test_that_was_answered_is_not_remarked_on_any_more(self, holed):
        remark = Issue("period_empty", "warning", fields={"kpi": REVENUE, "periods": "2026-03, 2026-04", "n": 2})
        other = Issue("no_data_yet", "warning", fields={"kpi": REVENUE})
        store, workspace = holed

        work.answer_gap(*holed, REVENUE, [MARCH], "nothing")
        with store.reading(workspace) as space:
            assert without_answered([remark, other], marks_in(space)) == (remark, other)

        work.answer_gap(*holed, REVENUE, [APRIL], "unknown")
        with store.reading(workspace) as space:
            assert without_answered([remark, other], marks_in(space)) == (other,)


def test_every_kpi_has_marks_and_only_those_that_exist(holed):
    store, workspace = holed
    with store.reading(workspace) as space:
        marks = marks_in(space)

        assert set(marks) == set(work.catalogue(store, workspace))
        assert len(marks) == len(set(marks))
        assert parse_period("2026-02") in marks[REVENUE].nothing


class TestTheSeason:
    def test_is_of_the_whole_business_unless_one_kpi_says_otherwise(self, store, spaak):
        assert not work.seasonal(store, spaak)

        work.set_seasonal(store, spaak, True)
        work.set_seasonal(store, spaak, False, AVERAGE)
        assert work.seasonal(store, spaak)
        assert work.marks_of(store, spaak, REVENUE).seasonal
        assert not work.marks_of(store, spaak, AVERAGE).seasonal

        work.set_seasonal(store, spaak, None, AVERAGE)
        assert work.marks_of(store, spaak, AVERAGE).seasonal
        assert work.told(store, spaak, AVERAGE).seasonal

    def test_is_logged_once(self, store, spaak):
        for _ in range(2):
            work.set_seasonal(store, spaak, True)

        assert [entry["key"] for entry in log(store, spaak)] == ["seasonal"]


class TestHowSoonToWarn:
    def test_is_normal_until_chosen_and_can_be_taken_back(self, store, spaak):
        assert work.sensitivity(store, spaak) == "normal"

        for chosen in ("calm", "sensitive", "normal"):
            work.set_sensitivity(store, spaak, chosen)
            assert work.sensitivity(store, spaak) == chosen

        assert [(entry["before"], entry["after"]) for entry in reversed(log(store, spaak))] == [
            (None, "calm"),
            ("calm", "sensitive"),
            ("sensitive", None),
        ]
