"""A page of KPIs at a million order lines, against SQL written by hand for the same prepared table.

Both sides answer the same: seven KPIs per month and per month and channel, and the cohort triangle (revenue and customers per
month and month of first order). Process time over all threads, interleaved, in one process.
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import duckdb
import numpy as np
import pandas as pd

from kpi_core.catalogue import CATALOGUE
from kpi_core.compute import compute
from kpi_core.compute.run import loaded
from kpi_core.dataset import Dataset, prepare
from kpi_core.formula.parse import parse
from kpi_core.model import ColumnRole, Mapping, Receipt, Table, TableColumn
from kpi_core.periods import Grain

ROWS = 1_000_000
REPEATS = 5
TODAY = date(2026, 1, 1)
LIMIT = 1.3
PAGE = {
    "revenue": "sum(sales.net_amount) - sum(sales.refund_amount)",
    "margin": "(sum(sales.net_amount) - sum(sales.cost_amount)) / sum(sales.net_amount)",
    "orders": "distinct(sales.order_id)",
    "average_order": "sum(sales.net_amount) / distinct(sales.order_id)",
    "new_customers": "size(first_seen(sales.customer_id))",
    "returning": "(size(keys(sales.customer_id)) - size(first_seen(sales.customer_id))) / size(keys(sales.customer_id))",
    "returned": "sum(sales.returned_quantity) / sum(sales.quantity)",
}
TRIANGLE = {"revenue": PAGE["revenue"], "customers": "size(keys(sales.customer_id))"}

ADDED = """
select {keys}, sum(net_amount) net, sum(refund_amount) refund, sum(cost_amount) cost, sum(quantity) sold,
    sum(returned_quantity) back, count(*) filter (where _first_customer_id) new, count(*) n from sales group by all
"""
ORDERS = "select {names}, count(*) orders from (select distinct {keys}, _id_order_id from sales) group by all"
BUYERS = "select m, count(*) buyers from (select distinct _month_order_date m, _id_customer_id from sales) group by all"
BUYERS_SPLIT = """
select m, c, count(*) buyers from (select _month_order_date m, _id_customer_id, arg_min(_id_channel, _n) c from sales group by all)
group by all
"""
COHORT_BUYERS = """
select m, c, count(*) buyers from (select distinct _month_order_date m, _cohort_month c, _id_customer_id from sales) group by all
"""
COHORTS = """
select _month_order_date m, _cohort_month c, sum(net_amount) - sum(refund_amount) revenue from sales group by all
"""
MONTH = {"keys": "_month_order_date m", "names": "m"}
SPLIT = {"keys": "_month_order_date m, _id_channel c", "names": "m, c"}


def dataset(rows: int) -> Dataset:
    """Return a shop's order lines: 900 days, two lines an order, a tenth as many customers."""
    dice = np.random.default_rng(7)
    orders = rows // 2
    day, customer = dice.integers(0, 900, orders), dice.integers(0, max(2, rows // 10), orders)
    channel = dice.choice(["webshop", "winkel", "bol", "telefoon"], orders)
    line = np.arange(rows) // 2 % orders
    net = dice.gamma(2, 30, rows).round(2)
    quantity = dice.integers(1, 5, rows).astype(float)
    frame = pd.DataFrame(
        {
            "order_id": pd.Series(line).map("O{:07d}".format),
            "order_date": pd.Timestamp("2023-07-01") + pd.to_timedelta(day[line], unit="D"),
            "customer_id": pd.Series(customer[line]).map("K{:06d}".format),
            "channel": pd.Series(channel[line], dtype="str"),
            "net_amount": net,
            "cost_amount": (net * 0.6).round(2),
            "refund_amount": np.where(dice.random(rows) < 0.05, net, 0.0),
            "quantity": quantity,
            "returned_quantity": np.where(dice.random(rows) < 0.05, quantity, 0.0),
        }
    )
    frame.index = pd.RangeIndex(2, rows + 2)
    columns = tuple(TableColumn(str(name), str(name), "", "text") for name in frame)
    table = Table("Orders", False, (1,), 2, rows + 1, columns, frame, Receipt(rows))
    roles = tuple(ColumnRole(str(name), str(name), "sure", "known") for name in frame)
    return prepare([(table, Mapping("Orders", "sales", "sure", roles))], sources=["shop.csv"])


def kpis(formulas: dict[str, str]) -> list:
    """Return KPIs of these formulas."""
    plain = replace(CATALOGUE["revenue"], optional=(), variants=(), window_days=None)
    return [replace(plain, id=name, tree=parse(text)) for name, text in formulas.items()]


def ours(data: Dataset) -> list[pd.DataFrame]:
    """Return what the product answers."""
    page = compute(kpis(PAGE), data, Grain.MONTH, by="channel", today=TODAY)
    triangle = compute(kpis(TRIANGLE), data, Grain.MONTH, by="cohort_month", today=TODAY)
    return [page.frame, triangle.frame]


def by_hand(connection: duckdb.DuckDBPyConnection) -> list[pd.DataFrame]:
    """Return what hand-written SQL answers: seven queries, put together with pandas."""
    month = (
        connection.execute(ADDED.format(**MONTH)).df().merge(connection.execute(ORDERS.format(**MONTH)).df(), on="m")
    ).merge(connection.execute(BUYERS).df(), on="m")
    split = connection.execute(ADDED.format(**SPLIT)).df()
    split = split.merge(connection.execute(ORDERS.format(**SPLIT)).df(), on=["m", "c"])
    split = split.merge(connection.execute(BUYERS_SPLIT).df(), on=["m", "c"], how="left")
    triangle = connection.execute(COHORTS).df().merge(connection.execute(COHORT_BUYERS).df(), on=["m", "c"])
    for frame in (month, split):
        frame["revenue"] = frame["net"] - frame["refund"]
        frame["margin"] = (frame["net"] - frame["cost"]) / frame["net"]
        frame["average_order"] = frame["net"] / frame["orders"]
        frame["returning"] = (frame["buyers"] - frame["new"]) / frame["buyers"]
        frame["returned"] = frame["back"] / frame["sold"]
    return [month, split, triangle]


def same(mine: list[pd.DataFrame], theirs: list[pd.DataFrame], data: Dataset) -> bool:
    """Return whether both sides found the same numbers."""
    names = {
        "revenue": "revenue",
        "margin": "margin",
        "orders": "orders",
        "new_customers": "new",
        "returning": "returning",
    }
    page, triangle = mine
    months = {f"{m // 12}-{m % 12 + 1:02d}": m for m in theirs[0]["m"]}
    channels = dict(enumerate(data.tables["sales"].dimensions["channel"]))
    total = theirs[0].set_index("m")
    split = theirs[1].assign(c=theirs[1]["c"].map(channels)).set_index(["m", "c"])
    for row in page[page["kpi"].isin(names)].itertuples():
        place = months[row.period] if row.segment is None else (months[row.period], row.segment)
        other = (total if row.segment is None else split).loc[place, names[row.kpi]]
        if not np.isclose(row.value, other):
            return False
    found = triangle[(triangle["kpi"] == "customers") & triangle["segment"].notna()]["value"].sum()
    return bool(found == theirs[2]["buyers"].sum())


def spent(work: object, argument: object) -> float:
    """Return the process time one call takes."""
    start = time.process_time()
    work(argument)
    return time.process_time() - start


def run(rows: int = ROWS, repeats: int = REPEATS) -> list[dict]:
    """Return the ratio of the product to SQL by hand, best of the repeats of each."""
    start = time.process_time()
    data = dataset(rows)
    prepared = time.process_time() - start
    connection = duckdb.connect(":memory:")
    held = loaded(data)["sales"]  # noqa: F841  # DuckDB finds it by its name
    connection.execute("create table sales as select * from held")
    agree = same(ours(data), by_hand(connection), data)
    pairs = [(spent(ours, data), spent(by_hand, connection)) for _ in range(repeats)]
    mine, theirs = (min(column) for column in zip(*pairs, strict=True))
    detail = {"rows": rows, "ours_ms": round(mine * 1000), "by_hand_ms": round(theirs * 1000), "same": agree}
    detail["prepare_ms"] = round(prepared * 1000)
    return [
        {"name": "page of KPIs against SQL by hand", "ratio": round(mine / theirs, 2), "limit": LIMIT, "detail": detail}
    ]


if __name__ == "__main__":
    import json

    print(json.dumps(run(), indent=2))
