"""Weekly revenue and what was spent per channel."""

from tests.published.adapted import rows_of, with_columns, written
from tests.published.asking import asked, mapping, per_period, per_segment, total, worked_out
from tests.published.figures import Expected, Figure, table

NOTE = """revenue is asked of the file as it is. What was spent stands in five columns: for ROAS one column was added, their sum; for
the spend per channel they were put below each other, one row per week and channel. A week counts in the month of its first day."""

CHANNELS = ("tv_S", "ooh_S", "print_S", "search_S", "facebook_S")


def figures(data):
    """Return revenue, spend per channel and ROAS, in all, per year and per month."""
    weekly = data / "dt_simulated_weekly.csv"
    spent = with_columns(weekly, lambda row: {"Spend": f"{sum(float(row[name]) for name in CHANNELS):.10f}"})
    below = [{"Week": row["DATE"], "Channel": name, "Spend": row[name]} for row in rows_of(weekly) for name in CHANNELS]
    channels = written("spend", below)
    roas = mapping(f"{spent.stem}=ads", date="DATE", spend="Spend", conversion_value="revenue")
    each = mapping(f"{channels.stem}=ads", date="Week", spend="Spend", channel="Channel")
    asks = (
        lambda **how: asked([weekly], kpi="revenue", **how),
        lambda **how: asked([spent], kpi="roas", mapped=roas, **how),
        lambda **how: worked_out([channels], SPEND, mapped=each, by="channel", **how),
    )
    yield from _all(asks, Expected(data / "expected/total.csv"))
    for grain in ("year", "month"):
        yield from _per(grain, asks, Expected(data / f"expected/by_{grain}.csv"))


def _all(asks, expected):
    revenue, roas, spend = asks
    yield Figure("revenue", "KPI revenue", expected.one("revenue"), total(revenue()))
    yield Figure("ROAS", "KPI roas", expected.one(RATE), total(roas()), expected.decimals(RATE))
    wanted = {name: expected.one(name) for name in CHANNELS}
    yield from table("spend by channel", f"formula {SPEND}, by channel", wanted, per_segment(spend()), 2, apart=True)


SPEND, RATE = "ad_spend", "blended_roas"


def _per(grain, asks, expected):
    revenue, roas, spend = asks
    apart = grain == "year"
    wanted, got = expected.column("revenue"), per_period(revenue(grain=grain))
    yield from table(f"revenue by {grain}", f"KPI revenue, grain {grain}", wanted, got, 2, apart=apart)
    wanted, got = expected.column(RATE), per_period(roas(grain=grain))
    yield from table(f"ROAS by {grain}", f"KPI roas, grain {grain}", wanted, got, expected.decimals(RATE), apart=apart)
    rows = spend(grain=grain)
    for name in CHANNELS:
        got = {period: row["value"] for (period, segment), row in rows.items() if segment == name}
        how = f"formula {SPEND}, grain {grain}, by channel"
        yield from table(f"{name} by {grain}", how, expected.column(name), got, 2)
