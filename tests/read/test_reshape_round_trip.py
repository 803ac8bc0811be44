"""A list of items, days and amounts, laid out with the periods side by side, comes back as it was, or a question is asked."""

import csv
import io
from dataclasses import dataclass
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi_core.read import read_file
from tests.corpus.words import MONTHS

SHORT = {
    "nl": ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    "de": ["Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"],
}
ITEMS = ("Fietsen", "Step, rood", "Bel", "Helm XL", "Zadel", "Onderhoud", "Verhuur", "Lampen")
STYLES = {
    "nl_space": lambda day: f"{SHORT['nl'][day.month - 1]} {day.year}",
    "en_dash": lambda day: f"{SHORT['en'][day.month - 1]}-{day:%y}",
    "de_point": lambda day: f"{SHORT['de'][day.month - 1]}. {day.year}",
    "quote": lambda day: f"{SHORT['nl'][day.month - 1]} '{day:%y}",
    "long": lambda day: f"{MONTHS['nl'][day.month - 1]} {day.year}",
    "iso": lambda day: f"{day:%Y-%m}",
    "reversed": lambda day: f"{day:%m-%Y}",
    "digits": lambda day: f"{day:%Y%m}",
    "first": lambda day: f"{day:%Y-%m-01}",
    "year_first": lambda day: f"{day.year} {SHORT['nl'][day.month - 1]}",
    "bare": lambda day: SHORT["nl"][day.month - 1],
    "fiscal": lambda day: f"FY{day:%y} P{day.month:02d}",
}
MEASURES = (("",), ("Omzet", "Kosten"), ("Realisatie", "Begroting"))


@dataclass(frozen=True)
class Laid:
    """What stands in the file, and the answers that settle what it leaves open."""

    text: str
    truth: dict
    answers: dict


def amount(value, comma):
    text = f"{value:,.2f}"
    return text.translate(str.maketrans(",.", ".,")) if comma else text


@st.composite
def wide_files(draw):
    style = draw(st.sampled_from(sorted(STYLES)))
    comma = draw(st.booleans())
    measures = draw(st.sampled_from(MEASURES))
    items = draw(st.lists(st.sampled_from(ITEMS), min_size=2, max_size=6, unique=True))
    first = draw(st.integers(0, 11)) if style not in ("bare", "fiscal") else 0
    count = draw(st.integers(3, 12 if style in ("bare", "fiscal") else 20))
    days = [date(2023 + (first + step) // 12, (first + step) % 12 + 1, 1) for step in range(count)]
    usual = st.integers(-500_000, 9_000_000)
    cents = st.one_of(usual, usual, st.none(), st.just(0))
    truth = {}
    for item in items:
        for day in days:
            for measure in measures:
                value = draw(usual if day == days[0] else cents)
                if value is not None:
                    truth[item, day, measure] = value / 100
    head = [f"{STYLES[style](day)} {measure}".strip() for day in days for measure in measures]
    rows = [["Artikel", *head]]
    for item in items:
        values = [truth.get((item, day, measure)) for day in days for measure in measures]
        rows.append([item, *["" if value is None else amount(value, comma) for value in values]])
    if draw(st.booleans()):
        sums = [sum(truth.get((item, day, measure), 0) for item in items) for day in days for measure in measures]
        rows.append(["Totaal", *[amount(round(value, 2), comma) for value in sums]])
    if len(measures) == 1 and draw(st.booleans()):
        rows[0].append("Totaal")
        for row, item in zip(rows[1:], items, strict=False):
            row.append(amount(round(sum(truth.get((item, day, ""), 0) for day in days), 2), comma))
    answers = {
        "period_year": "2023",
        "fiscal_start": "january",
        "number_convention": "comma_decimal" if comma else "point_decimal",
    }
    out = io.StringIO()
    csv.writer(out, delimiter=draw(st.sampled_from(";\t"))).writerows(rows)
    return Laid(out.getvalue(), truth, answers)


def found_in(table, measures):
    """Return the amounts of a table by item, day and measure; None when it was not unpivoted."""
    if "Periode" not in table.frame:
        return None
    names = [column.name for column in table.columns if column.name not in ("Artikel", "Periode")]
    by_measure = dict(zip(measures, names, strict=True))
    return {
        (row["Artikel"], row["Periode"].date(), measure): row[name]
        for _, row in table.frame.iterrows()
        for measure, name in by_measure.items()
        if row[name] == row[name]
    }


@settings(derandomize=True, deadline=None, max_examples=60, suppress_health_check=list(HealthCheck), database=None)
@given(wide_files())
def test_a_wide_table_comes_back_as_the_list_it_was_made_of(laid):
    (table,) = read_file("lijst.csv", laid.text.encode()).tables
    if table.receipt.questions:
        answers = {question.id: laid.answers[question.kind] for question in table.receipt.questions}
        (table,) = read_file("lijst.csv", laid.text.encode(), answers).tables

    measures = list(dict.fromkeys(measure for _, _, measure in laid.truth))
    found = found_in(table, [measure for pair in MEASURES for measure in pair if measure in measures])
    assert found is not None
    assert found.keys() == laid.truth.keys()
    assert all(abs(found[key] - value) < 0.005 for key, value in laid.truth.items())
    assert all(check.matches is not False for check in table.receipt.sums)
