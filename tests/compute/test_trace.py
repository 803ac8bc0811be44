"""From a figure to its rows and cells: every one has its file, its sheet and the address of what is added up."""

from dataclasses import replace
from datetime import date

from kpi_core.compute import parts_of, places_of, rows_of
from kpi_core.compute.trace import Place
from kpi_core.dataset import prepare
from kpi_core.model import Issue
from kpi_core.periods import parse_period
from tests.catalogue.small import small_dataset, small_part
from tests.compute.made import made

JUNE = parse_period("2026-06")
TODAY = date(2026, 7, 5)
HEAD = ["order_id", "order_date", "customer_id", "net_amount", "refund_amount"]
ROWS = (
    ("A0", "2026-05-04", "K1", 100.0, None),
    ("A1", "2026-06-04", "K1", 120.0, 5.0),
    ("A2", "2026-06-09", "K2", 64.0, None),
    ("A3", "2026-06-30", "K3", 10.0, 4.0),
)
SALES = {"sales": [HEAD, *ROWS]}


def leaves(formula, dataset):
    return parts_of(made(formula), dataset, JUNE, today=TODAY).leaves


def test_a_part_names_its_columns_and_the_first_and_last_cell():
    dataset = replace(small_dataset(SALES), sources=(("shop.xlsx", "Orders"),))
    [leaf] = leaves("sum(sales.net_amount)", dataset)

    assert leaf.rows == 3
    assert places_of(leaf.node, leaf.steps, dataset, JUNE) == (
        Place(
            "sales",
            "shop.xlsx",
            "Orders",
            (("net_amount", "net_amount", "D"), ("order_date", "order_date", "B")),
            3,
            5,
            3,
        ),
    )


def test_rows_carry_the_address_of_what_is_added_up_each_once():
    found = rows_of(made("sum(sales.net_amount) - sum(sales.refund_amount)"), small_dataset(SALES), JUNE)

    assert found["row"].tolist() == [3, 4, 5]
    assert found["cell"].tolist() == ["D3, E3", "D4", "D5, E5"]


def test_rows_of_an_earlier_window_are_among_them():
    assert rows_of(made("prev(sum(sales.net_amount))"), small_dataset(SALES), JUNE)["cell"].tolist() == ["D2"]


def test_two_files_of_one_kind_each_have_their_own_place():
    parts = [small_part("sales", HEAD, ROWS[:2]), small_part("sales", HEAD, ROWS[2:])]
    dataset = prepare(parts, sources=["mei.xlsx", "juni.xlsx"])
    [leaf] = leaves("sum(sales.net_amount)", dataset)

    found = places_of(leaf.node, leaf.steps, dataset, JUNE)

    assert [(place.file, place.first, place.last, place.rows) for place in found] == [
        ("mei.xlsx", 3, 3, 1),
        ("juni.xlsx", 2, 3, 2),
    ]


def test_a_table_with_a_column_per_period_has_rows_and_no_one_column():
    table, mapping = small_part("sales", HEAD, ROWS)
    dataset = prepare(
        [(replace(table, issues=(Issue("periods_across", "info", "sales"),)), mapping)], sources=["a.xlsx"]
    )

    found = rows_of(made("sum(sales.net_amount)"), dataset, JUNE)

    assert found["cell"].tolist() == ["", "", ""]
    assert found["row"].tolist() == [3, 4, 5]


def test_a_column_that_moved_is_another_dataset():
    table, mapping = small_part("sales", HEAD, ROWS)
    moved = replace(table, columns=tuple(replace(column, letter=f"A{column.letter}") for column in table.columns))

    assert prepare([(table, mapping)]).fingerprint != prepare([(moved, mapping)]).fingerprint
