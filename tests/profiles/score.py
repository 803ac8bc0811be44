"""Header lines of real exports against what was decided by hand: `python -m tests.profiles.score headers.csv`.

Prints the share of the columns that some KPI needs which got the right role, and every miss. A refusal that had to be
one counts as one column, so that taking a bank statement for sales shows.
"""

import csv
import io
import sys
from pathlib import Path

from kpi_core.mapping import propose
from kpi_core.read import read_file
from tests.profiles.cells import cell
from tests.profiles.right import RIGHT


def mapped(headers, rows=3):
    """Return the mapping of a file with these headers and a few invented rows."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(headers)
    writer.writerows([cell(header, row) for header in headers] for row in range(rows))
    (table,) = read_file("export.csv", text.getvalue().encode()).tables
    return propose(table)


def misses_of(headers, kind, roles):
    """Return (number of columns judged, what went wrong)."""
    mapping = mapped(headers)
    if kind is None:
        return 1, [] if mapping.kind is None else [f"taken for {mapping.kind}"]
    got = {entry.column: entry.role for entry in mapping.columns}
    wrong = [
        f"{header}: {got.get(header)} instead of {role}" for header, role in roles.items() if got.get(header) != role
    ]
    extra = [f"{header}: {role} instead of nothing" for header, role in got.items() if role and header not in roles]
    if mapping.kind != kind:
        return len(roles), [f"kind {mapping.kind} instead of {kind}", *wrong[1:]]
    return len(roles) + len(extra), wrong + extra


def split(line, separator):
    """Return the headers of a line; where the file names no separator, the one that gives most headers is taken."""
    tried = [separator] if separator in {",", ";"} else [",", ";"]
    return max((next(csv.reader([line], delimiter=sign)) for sign in tried), key=len)


def right_for(system, headers):
    """Return what was decided by hand for these headers, None when nothing was."""
    return next((entry for entry in RIGHT if entry[0] in system and entry[1] in headers), None)


def main(path):
    judged, missed = 0, 0
    with Path(path).open(encoding="utf-8") as lines:
        for line in csv.DictReader(lines):
            headers = split(line["header"], line["separator"])
            right = right_for(line["system"], headers)
            if right is None:
                print(f"?? nothing decided for {line['system']}: {headers[:4]}")
                continue
            count, wrong = misses_of(headers, right[2], right[3])
            judged, missed = judged + count, missed + len(wrong)
            print(f"{line['system']:45} {count - len(wrong)}/{count} {'; '.join(wrong)}")
    print(f"right: {judged - missed} of {judged} = {(judged - missed) / judged:.1%}")


if __name__ == "__main__":
    main(sys.argv[1])
