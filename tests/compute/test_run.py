from concurrent.futures import ThreadPoolExecutor

import duckdb
import pyarrow as pa
import pytest

from kpi_core.compute.run import KEPT, Duck
from tests.catalogue.small import small_dataset

NO_WINDOWS = pa.table({"w": pa.array([], pa.int32())})
TOTAL = "SELECT SUM(net_amount) AS total FROM sales"


def shop(amount):
    return small_dataset({"sales": [["order_date", "net_amount"], ["2026-01-05", amount]]})


@pytest.fixture(scope="module")
def duck():
    return Duck()


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM read_csv('https://example.org/a.csv')",
        "COPY sales TO 'stolen.csv'",
        "ATTACH 'other.db'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
    ],
)
def test_statements_reach_no_file_and_no_network(duck, sql):
    with pytest.raises(duckdb.Error):
        duck.fetch(sql, shop(1), NO_WINDOWS)


def test_one_dataset_never_sees_another(duck):
    assert [duck.fetch(TOTAL, shop(amount), NO_WINDOWS)["total"][0] for amount in (1, 2, 1)] == [1, 2, 1]


def test_datasets_not_used_for_the_longest_time_are_let_go(duck):
    for amount in range(KEPT + 3):
        duck.fetch(TOTAL, shop(amount), NO_WINDOWS)

    assert len(duck.held) <= KEPT
    assert duck.fetch(TOTAL, shop(0), NO_WINDOWS)["total"][0] == 0


def test_many_threads_each_get_their_own_answer(duck):
    shops = [shop(amount) for amount in range(KEPT + 4)]
    wanted = [amount for amount in range(len(shops)) for _ in range(6)]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda amount: duck.fetch(TOTAL, shops[amount], NO_WINDOWS)["total"][0], wanted))

    assert found == wanted


def test_rows_left_out_of_the_figures_are_not_loaded(duck):
    sales = [["order_date", "net_amount", "order_status"], ["2026-01-05", 1, "betaald"], ["2026-01-06", 2, "concept"]]

    assert duck.fetch(TOTAL, small_dataset({"sales": sales}), NO_WINDOWS)["total"][0] == 1
