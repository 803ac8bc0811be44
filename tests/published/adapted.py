"""A copy of a file with columns added or its rows chosen, as someone would do in a spreadsheet."""

import csv

from tests.published.asking import folder


def rows_of(path, delimiter=","):
    """Return the rows of a file as dictionaries of texts."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def written(name, rows):
    """Write rows as a CSV file of that name in a folder of its own, and return its path."""
    path = folder() / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]))
        out.writeheader()
        out.writerows(rows)
    return path


def with_columns(path, added, delimiter=","):
    """Return the path of a copy with columns added. added: makes a row's new columns from the row.

    Cells beyond the header's, of a broken record, are left out.
    """
    rows = rows_of(path, delimiter)
    names = list(rows[0])
    return written(path.stem, [{**{name: row[name] for name in names}, **added(row)} for row in rows])
