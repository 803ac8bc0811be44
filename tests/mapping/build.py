"""Tables as the reader would give them, named by header with the values below it."""

from string import ascii_uppercase

import pandas as pd

from kpi_core.model import Receipt, Table, TableColumn

DAYS = tuple(pd.date_range("2026-01-05", periods=4, freq="D"))
MONEY = (100.0, 250.5, 80.0, 12.25)
COUNTS = (1.0, 2.0, 3.0, 4.0)
IDS = ("0001", "0002", "0003", "0004")
WORDS = ("Noord", "Zuid", "Noord", "West")
SHARES = (0.05, 0.1, 0.0, 0.25)
CELLS = {
    "date": DAYS,
    "datetime": DAYS,
    "money": MONEY,
    "number": COUNTS,
    "id": IDS,
    "text": WORDS,
    "percent": SHARES,
    "bool": (True, False, True, True),
    "mixed": (float("nan"),) * 4,
    "empty": (None,) * 4,
}


def table(columns, sheet="Blad1", **cells):
    """columns: header to type. cells: header to values, where the standard ones of the type do not do."""
    typed = tuple(
        TableColumn(header, header, ascii_uppercase[place], kind, examples=("voorbeeld",))
        for place, (header, kind) in enumerate(columns.items())
    )
    frame = pd.DataFrame({header: list(cells.get(header, CELLS[kind])) for header, kind in columns.items()})
    frame.index = range(2, 2 + len(frame))
    return Table(sheet, False, (1,), 2, 1 + len(frame), typed, frame, Receipt(len(frame)))
