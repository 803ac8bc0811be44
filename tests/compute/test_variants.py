"""Another definition of a KPI brings its own rules: when its value is final, and what adds up over nothing."""

from datetime import date, timedelta

import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.compute import compute
from kpi_core.periods import Grain
from kpi_core.sentences import tell_issue
from kpi_core.targets import as_variant, is_sum
from kpi_core.texts import LANGS
from tests.catalogue.small import small_dataset

ON_TIME = CATALOGUE["response_within_target_rate"]
CONVERSION = CATALOGUE["website_conversion_rate"]
VISITORS = next(one for one in CONVERSION.variants if one.formula.endswith("sum(web.users)"))


@pytest.fixture(scope="module")
def tickets():
    """A question a day from 1 June to 5 July, each answered within two hours."""
    days = [date(2026, 6, 1) + timedelta(days=day) for day in range(35)]
    head = ["ticket_id", "created_date", "first_response_at"]
    return small_dataset({"tickets": [head, *((f"T{day:%m%d}", f"{day} 09:00:00", f"{day} 11:00:00") for day in days)]})


@pytest.mark.parametrize(
    ("hours", "today", "final"),
    [
        (8, date(2026, 7, 1), False),
        (8, date(2026, 7, 2), True),
        (25, date(2026, 7, 2), False),
        (25, date(2026, 7, 3), True),
        (72, date(2026, 7, 3), False),
        (72, date(2026, 7, 4), True),
    ],
)
def test_a_term_of_your_own_decides_when_the_share_is_final(tickets, hours, today, final):
    """A question of 30 June may still be answered in time until its hours are over."""
    asked = {"variants": {ON_TIME.id: "own_target"}, "params": {"target_hours": hours}, "today": today}
    row = compute([ON_TIME], tickets, Grain.MONTH, **asked).frame.iloc[0]

    assert row["value"] == 1
    assert bool(row["complete"]) is final


def test_the_kpi_itself_keeps_its_day(tickets):
    frames = [compute([ON_TIME], tickets, Grain.MONTH, today=date(2026, 7, day)).frame for day in (1, 2)]

    assert [bool(frame["complete"].iloc[0]) for frame in frames] == [False, True]


def web(*rows):
    return small_dataset({"web": [["date", "sessions", "users", "key_events", "channel"], *rows]})


MONTHLY = web(("2026-05-01", 200, 100, 5, "mail"), ("2026-06-01", 300, 150, 6, "mail"))
DAILY = web(*((f"2026-06-{day:02d}", 20, 10, 1, "mail") for day in range(1, 31)))


def conversion(dataset, grain=Grain.MONTH, variant=VISITORS.id):
    variants = {CONVERSION.id: variant} if variant else None
    return compute([CONVERSION], dataset, grain, variants=variants, today=date(2026, 7, 10))


def test_per_visitor_has_a_value_only_where_the_file_counts_the_visitors_of_the_period():
    assert conversion(MONTHLY).frame["value"].tolist() == [0.05, 0.04]
    assert conversion(DAILY).frame["value"].isna().all()


def test_per_visitor_says_what_to_export_instead():
    (issue,) = (issue for issue in conversion(DAILY).issues if issue.code == "exact_only")

    assert "per maand in plaats van per dag" in tell_issue(issue, "nl")
    assert "per month instead of per day" in tell_issue(issue, "en")


def test_per_visit_adds_up_over_days_as_before():
    assert conversion(DAILY, variant=None).frame["value"].notna().all()


def test_a_variant_that_adds_up_over_nothing_is_no_sum():
    assert as_variant(CONVERSION, VISITORS.id).exact_only
    assert not as_variant(CONVERSION, None).exact_only
    assert not is_sum(CATALOGUE["website_users"])


def test_every_variant_that_divides_by_visitors_or_counts_them_says_so():
    counted = [
        (kpi.id, one.id, one.exact_only)
        for kpi in CATALOGUE.values()
        for one in kpi.variants
        if "web.users" in one.formula
    ]

    assert counted
    assert all(exact for *_, exact in counted)


@pytest.mark.parametrize("lang", LANGS)
def test_every_variant_has_a_name_of_its_own(lang):
    for kpi in CATALOGUE.values():
        names = [one.name[lang] for one in kpi.variants]
        assert len({*names, kpi.name[lang]}) == len(names) + 1, kpi.id
