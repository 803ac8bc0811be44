"""A ledger with its accounts, a call centre by shift and the quotas of the sales staff."""

from collections import defaultdict

from tests.published.adapted import rows_of, written
from tests.published.asking import asked, mapping, per_period, per_segment, total, worked_out
from tests.published.figures import Expected, Figure, table

NOTE = """the name and the type of the account were put beside each line of the ledger, and the lines of the scenario Actual kept. The
types of profit and loss became categories: Revenue is revenue, Expenditures are operating expenses, so that net margin means nothing
here and is not asked; a month with less than no revenue has no ratio. The types of the balance are no category; they are asked as accounts, at the end of the month. Where a month has
lines of two days the published sum adds both, which is no balance; for those months the expected figure is the sum of the last day,
worked out here. Calls stand in the role of sessions, orders of purchases: the conversion of purchases is orders per call. Times and
grades of calls are no KPI here, and a quota is a budget."""

LINES = {"date": "Date", "account": "Account", "amount": "Amount", "account_category": "Category"}
BALANCES = ("Assets", "Liabilities")
RESULTS = {"Revenue": "revenue", "Expenditures": "operating expenses"}
STOOD = "closing(balance.amount)"


def figures(data):
    """Return ledger, calls and quotas."""
    lines = _lines(data)
    yield from _results(data, lines)
    yield from _balances(data, lines)
    yield from _calls(data)
    yield from _quotas(data)


def _lines(data):
    scenarios = {row["ScenarioKey"]: row["ScenarioName"] for row in rows_of(data / "headed_DimScenario.csv")}
    accounts = {row["AccountKey"]: row for row in rows_of(data / "headed_DimAccount.csv")}
    return [
        {
            "Date": row["Date"],
            "Amount": row["Amount"],
            "Account": accounts[row["AccountKey"]]["AccountDescription"],
            "AccountType": accounts[row["AccountKey"]]["AccountType"],
            "Category": RESULTS.get(accounts[row["AccountKey"]]["AccountType"], ""),
        }
        for row in rows_of(data / "headed_FactFinance.csv")
        if scenarios[row["ScenarioKey"]] == "Actual"
    ]


def _results(data, lines):
    path = written("ledger", [row for row in lines if row["AccountType"] in RESULTS])
    mapped = mapping("ledger=pnl", **LINES)
    years = Expected(data / "expected/finance_by_year_type_scenario.csv").rows
    yearly = {kind: {row["year"]: float(row["amount"]) for row in years if _is_of(row, kind)} for kind in RESULTS}
    months = Expected(data / "expected/finance_by_month_account_actual.csv").rows
    monthly = {
        kind: _summed((row["month"], float(row["amount"])) for row in months if row["account_type"] == kind)
        for kind in RESULTS
    }
    for grain, wanted, decimals in (("year", yearly, 2), ("month", monthly, 1)):
        apart = grain == "year"
        sold = per_period(asked([path], kpi="revenue", variant="ledger", mapped=mapped, grain=grain))
        how = f"KPI revenue, variant ledger, grain {grain}"
        yield from table(f"Revenue by {grain}", how, wanted["Revenue"], sold, decimals, apart=apart)
        ratio = asked([path], kpi="operating_cost_ratio", mapped=mapped, grain=grain)
        how = f"KPI operating_cost_ratio, grain {grain}, its costs"
        spent = per_period(ratio, "numerator")
        yield from table(f"Expenditures by {grain}", how, wanted["Expenditures"], spent, decimals, apart=apart)
        rates = {key: wanted["Expenditures"][key] / value for key, value in wanted["Revenue"].items() if value > 0}
        how = f"KPI operating_cost_ratio, grain {grain}"
        name = f"Expenditures over revenue by {grain}, worked out here"
        yield from table(name, how, rates, per_period(ratio), 6, apart=apart)


def _is_of(row, kind):
    return (row["ScenarioName"], row["AccountType"]) == ("Actual", kind)


def _balances(data, lines):
    lines = [row for row in lines if row["AccountType"] in BALANCES]
    path = written("balances", lines)
    last = {row["Date"][:7]: row["Date"] for row in sorted(lines, key=lambda row: row["Date"])}
    twice = {row["Date"][:7] for row in lines if row["Date"] != last[row["Date"][:7]]}
    months = Expected(data / "expected/finance_by_month_account_actual.csv").rows
    for column, name, published in (("AccountType", "account type", "account_type"), ("Account", "account", "account")):
        mapped = mapping("balances=balance", date="Date", account=column, amount="Amount")
        rows = worked_out([path], STOOD, mapped=mapped, grain="month", by="account")
        got = {(month, key): row["value"] for (month, key), row in rows.items() if key and month in last}
        once = _summed(
            ((row["month"], row[published]), float(row["amount"])) for row in months if row["account_type"] in BALANCES
        )
        ends = _summed(
            ((row["Date"][:7], row[column]), float(row["Amount"]))
            for row in lines
            if row["Date"] == last[row["Date"][:7]]
        )
        for told, kept, wanted in (
            ("", set(last) - twice, once),
            (", months with two days, worked out here", twice, ends),
        ):
            yield from table(
                f"balance by month and {name}{told}",
                f"formula {STOOD}, grain month, by {name}",
                _in(wanted, kept),
                _in(got, kept),
                1,
            )


def _in(values, months):
    return {f"{month} {key}": value for (month, key), value in values.items() if month in months}


def _summed(pairs):
    sums = defaultdict(float)
    for key, amount in pairs:
        sums[key] += amount
    return dict(sums)


def _calls(data):
    path = data / "headed_FactCallCenter.csv"
    mapped = mapping(
        f"{path.stem}=web",
        date="Date",
        sessions="Calls",
        purchases="Orders",
        converting_sessions="AutomaticResponses",
        key_events="IssuesRaised",
        channel="Shift",
    )
    for file, how in {"total": {}, "by_day": {"grain": "day"}, "by_shift": {"by": "channel"}}.items():
        expected = Expected(data / f"expected/callcenter_{file}.csv")
        for name, formula in CALLS.items():
            rows = worked_out([path], formula, mapped=mapped, **how)
            yield from _told(name, f"formula {formula}", expected, rows, how)
        rows = asked([path], kpi="website_conversion_rate", variant="purchases", mapped=mapped, **how)
        yield from _told("orders_per_call", "KPI website_conversion_rate, variant purchases", expected, rows, how)


CALLS = {
    "calls": "sum(web.sessions)",
    "orders": "sum(web.purchases)",
    "automatic_responses": "sum(web.converting_sessions)",
    "issues_raised": "sum(web.key_events)",
}


def _told(name, how, expected, rows, split):
    decimals = expected.decimals(name)
    if not split:
        return [Figure(name, how, expected.one(name), total(rows), decimals)]
    got = per_period(rows) if "grain" in split else per_segment(rows)
    ((option, value),) = split.items()
    return table(f"{name}, {option} {value}", f"{how}, {option} {value}", expected.column(name), got, decimals)


def _quotas(data):
    path = data / "headed_FactSalesQuota.csv"
    mapped = mapping(f"{path.stem}=pnl", date="Date", account="EmployeeKey", budget_amount="SalesAmountQuota")
    expected = Expected(data / "expected/quota_by_quarter.csv")
    formula = "sum(pnl.budget_amount)"
    wanted = expected.column("quota", lambda row: f"{row['CalendarYear']}-Q{row['CalendarQuarter']}")
    got = per_period(worked_out([path], formula, mapped=mapped, grain="quarter"))
    yield from table("quota by quarter", f"formula {formula}, grain quarter", wanted, got, 0)
