"""Every KPI and variant equals an SQL query written by hand, over rows with gaps, returns, guests and open ends."""

import re
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.compute import compute
from kpi_core.periods import Grain, add_months, parse_period
from tests.catalogue.company import LAST, company, database
from tests.catalogue.small import small_dataset

HERE = Path(__file__).parent


def queries(file):
    """Return the queries of a file by the name in the line above each."""
    text = (HERE / file).read_text(encoding="utf-8")
    found = re.findall(r"^-- ([a-z_. ]+)\n((?:.(?!^--))*?;)$", text, re.MULTILINE | re.DOTALL)
    return {name: query.strip() for name, query in found}


ANSWERS = queries("answers.sql") | queries("register_answers.sql")
SPLITS = queries("split_answers.sql")
MONTHS = ["2025-11", "2025-12", "2026-01", "2026-03"]
SETTINGS = {"margin": 0.4, "lifespan_years": 3.0, "monthly_churn": 0.05, "stage": 2.0, "last_stage": 4.0}
SETTINGS |= {"target_hours": 8.0}
TODAY = LAST + timedelta(days=1)

rows = cache(company)
held = cache(lambda: small_dataset(rows()))
asked = cache(lambda: database(rows()))


def answers(query, period):
    """Return the rows of the query's answer for a period."""
    before, year = period.shifted(-1), period.year_earlier()
    days = {"start": period.start, "end": period.end, "before": before.start, "before_end": before.end}
    days |= {"year": year.start, "year_end": year.end, "back": add_months(period.end + timedelta(days=1), -12)}
    days |= {"ago": add_months(period.end + timedelta(days=1), -3), "reach": LAST}
    bound = {name: str(day) for name, day in days.items()}
    asked().execute("delete from asked")
    asked().execute("insert into asked values (:start, :end, :year, :year_end, :back, :ago)", bound)
    return asked().execute(query, {**bound, **SETTINGS}).fetchall()


def test_every_kpi_and_every_variant_has_a_query():
    variants = {f"{kpi.id}.{variant.id}" for kpi in CATALOGUE.values() for variant in kpi.variants}

    assert ANSWERS.keys() == CATALOGUE.keys() | variants


@cache
def figures(turn):
    """Return the values by KPI and month, all computed together: turn 0 the KPIs themselves, turn n their n-th variants."""
    kpis = [kpi for kpi in CATALOGUE.values() if len(kpi.variants) >= turn]
    variants = {kpi.id: kpi.variants[turn - 1].id for kpi in kpis} if turn else {}
    start, end = parse_period(MONTHS[0]).start, parse_period(MONTHS[-1]).end
    results = compute(kpis, held(), Grain.MONTH, start=start, end=end, params=SETTINGS, variants=variants, today=TODAY)
    return results.frame.set_index(["kpi", "period"])["value"]


@pytest.mark.parametrize(("name", "query"), ANSWERS.items(), ids=ANSWERS)
def test_a_kpi_equals_sql_written_by_hand(name, query):
    kpi, _, variant = name.partition(".")
    turn = [variant.id for variant in CATALOGUE[kpi].variants].index(variant) + 1 if variant else 0

    expected = [found for month in MONTHS for (found,) in answers(query, parse_period(month))]

    assert any(value is not None for value in expected)
    assert [figures(turn)[kpi, month] for month in MONTHS] == pytest.approx(
        [float("nan") if value is None else value for value in expected], nan_ok=True
    )


@pytest.mark.parametrize(("name", "query"), SPLITS.items(), ids=SPLITS)
def test_segments_equal_sql_written_by_hand(name, query):
    kpi, _, role = name.partition(" by ")
    period = parse_period("2025-Q1")

    results = compute([CATALOGUE[kpi]], held(), period.grain, by=role, start=period.start, end=period.end, today=TODAY)

    frame = results.frame.dropna(subset=["segment"]).set_index("segment")
    expected = dict(answers(query, period))
    assert len(expected) > 1
    assert {segment: value for segment, value in frame["value"].dropna().items() if value} == pytest.approx(
        {segment: value for segment, value in expected.items() if value}
    )
