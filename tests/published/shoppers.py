"""Sessions of a web shop, one row each, with whether something was bought."""

from tests.published.adapted import with_columns
from tests.published.asking import asked, mapping, per_period, per_segment, total
from tests.published.figures import Expected, Figure, table

NOTE = """every row is a session, so columns were added: sessions 1, converting sessions 1 where Revenue is TRUE, and engaged sessions 1
less the bounce rate of the session, so that the KPI of bounces gives the published mean of those rates. The months have no year: the
reader asks for it, and 2018 was answered."""

ROLES = {"date": "Datum", "sessions": "Sessions", "converting_sessions": "Bought", "engaged_sessions": "Engaged"}
SPLITS = {
    "VisitorType": "by_visitortype",
    "TrafficType": "by_traffictype",
    "Browser": "by_browser",
    "Region": "by_region",
    "Weekend": "by_weekend",
}
YES_NO = {"False": "FALSE", "True": "TRUE"}
"""A column of yes and no that splits keeps no spelling of its own."""
NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "June", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def figures(data):
    """Return conversion and bounces, in all, by month and by everything published."""
    path = with_columns(data / "online_shoppers_intention.csv", _counted)
    expected = Expected(data / "expected/total.csv")
    mapped = _mapped(path, "VisitorType")
    for name, (kpi, part) in PARTS.items():
        got = total(asked([path], kpi=kpi, mapped=mapped), part)
        yield Figure(name, f"KPI {kpi}, {part}", expected.one(name), got, expected.decimals(name))
    months = Expected(data / "expected/by_month.csv")
    for name, (kpi, part) in PARTS.items():
        got = per_period(asked([path], kpi=kpi, mapped=mapped, grain="month"), part)
        wanted = months.column(name, lambda row: f"2018-{NAMES.index(row['Month']) + 1:02d}")
        yield from table(f"{name} by month", f"KPI {kpi}, grain month, {part}", wanted, got, months.decimals(name))
    for column, file in SPLITS.items():
        yield from _split(path, column, Expected(data / f"expected/{file}.csv"))


PARTS = {
    "sessions": ("website_conversion_rate", "denominator"),
    "conversions": ("website_conversion_rate", "numerator"),
    "conversion_rate": ("website_conversion_rate", "value"),
    "avg_bounce_rate": ("bounce_rate", "value"),
}


def _split(path, column, expected):
    for name, (kpi, part) in PARTS.items():
        found = per_segment(asked([path], kpi=kpi, mapped=_mapped(path, column), by="channel"), part)
        got = {YES_NO.get(key, key): value for key, value in found.items()}
        how = f"KPI {kpi}, {part}, by channel = {column}"
        apart = name == "conversion_rate" and column == "VisitorType"
        yield from table(f"{name} by {column}", how, expected.column(name), got, expected.decimals(name), apart=apart)


def _mapped(path, column):
    year = ("--answer", f"{path.stem}!K:period_year=2018")
    return (*mapping(f"{path.stem}=web", **ROLES, channel=column), *year)


def _counted(row):
    return {"Sessions": 1, "Bought": int(row["Revenue"] == "TRUE"), "Engaged": 1 - float(row["BounceRates"])}
