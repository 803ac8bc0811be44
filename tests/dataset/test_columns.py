import pandas as pd
import pytest

from kpi_core.dataset.columns import typed
from kpi_core.roles import ROLES


def read(role, values):
    """A column as its role wants it, None for an empty cell, and the codes of what did not fit."""
    found, issues = typed(pd.Series(values, name="Kolom"), ROLES[role], "Blad1")
    return [None if pd.isna(value) else value for value in found], issues


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        pytest.param(["ja", "Nee", " J ", "x", None], [True, False, True, True, None], id="Dutch words"),
        pytest.param(["TRUE", "no", "0"], [True, False, False], id="English words"),
        pytest.param([1.0, 0.0, None], [True, False, None], id="ones and zeros"),
        pytest.param([True, False, True], [True, False, True], id="truths already"),
    ],
)
def test_a_column_of_yes_and_no_is_read_however_it_is_written(values, kept):
    assert read("billable", values) == (kept, [])


def test_a_word_that_is_neither_yes_nor_no_is_left_out_and_told():
    kept, [issue] = read("billable", ["ja", "misschien", "soms"])

    assert kept == [True, None, None]
    assert (issue.code, issue.fields["n"], issue.fields["examples"]) == ("role_type_unfit", 2, "misschien, soms")


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        pytest.param(["2026-01-05", " 2026-02-28 ", None], ["2026-01-05", "2026-02-28", None], id="text"),
        pytest.param(pd.to_datetime(["2026-01-05", None]), ["2026-01-05", None], id="dates"),
    ],
)
def test_a_date_is_read_from_text_only_as_the_standard_writes_it(values, kept):
    found, issues = read("order_date", values)

    assert [day and f"{day:%Y-%m-%d}" for day in found] == kept
    assert issues == []


@pytest.mark.parametrize("values", [["5-1-2026", "morgen"], [45000.0, 3.5]], ids=["other text", "numbers"])
def test_what_is_no_date_for_certain_is_left_out_and_told(values):
    found, [issue] = read("order_date", values)

    assert found == [None, None]
    assert (issue.code, issue.fields["n"]) == ("role_type_unfit", 2)


def test_dates_are_no_amounts():
    found, [issue] = read("net_amount", pd.to_datetime(["2026-01-05", "2026-01-06"]))

    assert found == [None, None]
    assert issue.fields["n"] == 2


def test_dates_that_tell_orders_or_groups_apart_are_written_as_days():
    assert read("order_id", pd.to_datetime(["2026-01-05", None])) == (["2026-01-05", None], [])
    assert read("channel", pd.to_datetime(["2026-01-05", "2026-01-06"]))[0] == ["2026-01-05", "2026-01-06"]
