"""Records of machines with whether they failed; one record has a cell too many."""

from tests.published.adapted import with_columns
from tests.published.asking import asked, command, mapping, per_segment, total
from tests.published.figures import Expected, Figure, table

NOTE = """the file counts records and no hours, so the availability of machines has nothing to go on and is not asked. As the
yield: columns were added, one unit made per record on 1 January 2020, good the first time where nothing failed; the published failure
rate is 1 less that yield. Counts per cause are the sums in the receipt of the file as it is, the broken record included."""


def figures(data):
    """Return the failures, in all, by type and by cause."""
    path = with_columns(data / "ai4i2020.csv", _made)
    expected = Expected(data / "expected/total.csv")
    mapped = mapping(
        f"{path.stem}=production", run_end="Ended", units_produced="Made", units_good_first="Good", product="Type"
    )
    made = asked([path], kpi="first_pass_yield", mapped=mapped)
    yield Figure("records", "KPI first_pass_yield, its base", expected.one("rows"), total(made, "denominator"), 0)
    yield Figure("failure rate", "1 less KPI first_pass_yield", expected.one("failure_rate"), 1 - total(made), 4)
    types = Expected(data / "expected/by_type.csv")
    got = {
        kind: 1 - value
        for kind, value in per_segment(asked([path], kpi="first_pass_yield", mapped=mapped, by="product")).items()
    }
    yield from table(
        "failure rate by type",
        "1 less KPI first_pass_yield, by product",
        types.column("failure_rate"),
        got,
        6,
        apart=True,
    )
    ((found,),) = (sheet["tables"] for sheet in command("inspect", data / "ai4i2020.csv")["sheets"])
    sums = {entry["column"]: entry["sum"] for entry in found["sums"]}
    for cause in ("twf", "hdf", "pwf", "osf", "rnf"):
        yield Figure(
            f"failures {cause}",
            "sum of the column in the receipt of reading",
            expected.one(cause),
            sums[cause.upper()],
            0,
        )


def _made(row):
    return {"Ended": "2020-01-01", "Made": 1, "Good": 1 - int(row["Machine failure"])}
