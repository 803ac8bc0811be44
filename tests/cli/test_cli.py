"""The command line: shapes, exit codes, and one sentence about what went wrong."""

import io
import json
import subprocess
import sys

import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.cli import run

LINES = "Orderdatum;Ordernummer;Klantnr;Netto bedrag;Kanaal\n" + "".join(
    f"{row}\n"
    for row in (
        "2026-01-05;A1;K1;121,50;web",
        "2026-01-20;A2;K2;60,25;winkel",
        "2026-02-03;A3;K1;242,00;web",
        "2026-02-28;A3;K1;8,00;web",
        "2026-03-31;A4;K3;100,00;winkel",
    )
)
RESULT = ["kpi", "period", "start", "end", "segment", "value", "numerator", "denominator", "margin", "rows", "complete"]


@pytest.fixture
def sales(tmp_path):
    path = tmp_path / "verkoop.csv"
    path.write_text(LINES, "utf-8")
    return str(path)


@pytest.fixture
def asked(tmp_path):
    path = tmp_path / "verkoop.csv"
    path.write_text(LINES.replace("Netto bedrag", "Bedrag"), "utf-8")
    return str(path)


@pytest.fixture
def call(capsys):
    def run_it(*arguments):
        code = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run_it


@pytest.fixture
def compute(call):
    def run_it(*arguments):
        code, out, err = call("compute", *arguments, "--today", "2026-04-10", "--json")
        assert (code, err) == (0, "")
        return json.loads(out)

    return run_it


def values(found):
    return {(row["period"], row["segment"]): row["value"] for row in found["results"]}


def test_revenue_per_month_by_channel(compute, sales):
    found = compute(sales, "--kpi", "revenue", "--grain", "month", "--by", "channel")

    assert values(found) == {
        ("2026-01", None): 181.75,
        ("2026-01", "web"): 121.5,
        ("2026-01", "winkel"): 60.25,
        ("2026-02", None): 250.0,
        ("2026-02", "web"): 250.0,
        ("2026-02", "winkel"): 0.0,
        ("2026-03", None): 100.0,
        ("2026-03", "web"): 0.0,
        ("2026-03", "winkel"): 100.0,
    }
    assert all(list(row) == RESULT for row in found["results"])
    assert (found["results"][0]["start"], found["results"][0]["end"]) == ("2026-01-01", "2026-01-31")


@pytest.mark.parametrize(
    ("grain", "periods"),
    [
        ("all", ["all"]),
        ("year", ["2026"]),
        ("quarter", ["2026-Q1"]),
        ("week", ["2026-W02"]),
        ("day", ["2026-01-05"]),
    ],
)
def test_periods_have_the_names_scripts_use(compute, sales, grain, periods):
    found = compute(sales, "--kpi", "revenue", "--grain", grain)

    assert [row["period"] for row in found["results"]][: len(periods)] == periods


def test_a_division_shows_its_two_sides(compute, sales):
    (row,) = compute(sales, "--kpi", "average_order_value")["results"]

    assert (row["value"], row["numerator"], row["denominator"], row["rows"]) == (132.9375, 531.75, 4.0, 5)


def test_filters_and_dates_narrow_the_rows(compute, sales):
    february = compute(sales, "--kpi", "revenue", "--where", "channel=web", "--from", "2026-02", "--to", "2026-02")
    either = compute(sales, "--kpi", "revenue", "--where", "channel=web", "--where", "channel=winkel")

    assert [row["value"] for row in february["results"]] == [250.0]
    assert [row["value"] for row in either["results"]] == [531.75]


def test_what_has_no_value_is_null(compute, sales):
    found = compute(sales, "--kpi", "revenue_growth", "--grain", "month")

    assert found["results"][0]["value"] is None


def test_cohorts_are_named_by_the_month_of_the_first_order(compute, sales):
    found = compute(sales, "--kpi", "revenue", "--by", "cohort")

    assert values(found) == {("all", None): 531.75, ("all", "2026-01"): 431.75, ("all", "2026-03"): 100.0}


def test_lines_and_orders_in_two_files_are_joined(compute, tmp_path):
    """Two orders: 2 x 10 less 10%, 1 x 5 and 3 x 4: together 35, on average 17.50."""
    (tmp_path / "orders.csv").write_text("orderID,orderDate,shipCountry\n1,2026-01-05,NL\n2,2026-01-06,BE\n", "utf-8")
    (tmp_path / "order-details.csv").write_text(
        "orderID,productID,unitPrice,quantity,discount\n1,7,10.00,2,0.1\n1,8,5.00,1,0\n2,7,4.00,3,0\n", "utf-8"
    )
    found = compute(
        tmp_path / "orders.csv",
        tmp_path / "order-details.csv",
        "--kpi",
        "revenue",
        "--kpi",
        "average_order_value",
    )

    assert [row["value"] for row in found["results"]] == pytest.approx([35.0, 17.5])
    assert {"joined", "price_without_vat"} <= {issue["code"] for issue in found["issues"]}


def test_an_open_question_stops_with_the_question(call, asked):
    code, out, err = call("compute", asked, "--kpi", "revenue", "--json")
    (question,) = json.loads(out)["questions"]

    assert code == 4
    assert question["id"] == "verkoop!D:vat"
    assert [reading["choice"] for reading in question["readings"]] == ["excl", "incl_21", "incl_9"]
    assert err.count("\n") == 1


def test_an_answer_lets_it_through(compute, asked):
    net = compute(asked, "--kpi", "revenue", "--answer", "verkoop!D:vat=excl")
    gross = compute(asked, "--kpi", "revenue", "--answer", "verkoop!D:vat=incl_21")

    assert net["results"][0]["value"] == pytest.approx(531.75)
    assert gross["results"][0]["value"] == pytest.approx(531.75 / 1.21)


def test_a_question_about_another_column_does_not_stop(compute, asked):
    assert compute(asked, "--kpi", "active_customers")["results"][0]["value"] == 3.0


def test_kind_and_map_overrule_the_proposal(call, compute, sales):
    assert (
        compute(sales, "--kpi", "revenue", "--map", "Kanaal=region", "--by", "region")["results"][1]["segment"] == "web"
    )
    code, out, _ = call("inspect", sales, "--kind", "verkoop=-", "--json")
    assert code == 0
    assert json.loads(out)["sheets"][0]["tables"][0]["kind"] is None


def test_inspect_has_the_agreed_shape(call, asked):
    code, out, err = call("inspect", asked, "--json")
    found = json.loads(out)
    (table,) = found["sheets"][0]["tables"]

    assert (code, err) == (0, "")
    assert list(found) == ["file", "sheets", "issues"]
    assert found["sheets"][0]["sheet"] == "verkoop"
    assert {key: table[key] for key in ("kind", "header_rows", "first_row", "last_row", "rows_read")} == {
        "kind": "sales",
        "header_rows": [1],
        "first_row": 1,
        "last_row": 6,
        "rows_read": 5,
    }
    assert [column["role"] for column in table["columns"]] == [
        "order_date",
        "order_id",
        "customer_id",
        "net_amount",
        "channel",
    ]
    assert set(table["columns"][0]) == {"column", "letter", "type", "role", "confidence", "reason", "unread"}
    assert table["sums"][0] == {"column": "Bedrag", "sum": 531.75, "file_total": None, "matches": None}
    assert len(table["questions"]) == 1


def test_inspect_tells_where_a_table_was_found_and_what_was_left_out(call, tmp_path):
    path = tmp_path / "kassa.csv"
    rows = "13-05-2026;1.100,50;Zuid\n14-05-2026;200,25;Noord\n\nTotaal;1.300,75;\n"
    path.write_text(f"Kassarapport;;\n\nOrderdatum;Bedrag excl. btw;Regio\n{rows}", "utf-8")
    _, out, _ = call("inspect", path)

    assert "Gevonden op blad kassa, A3:C7; kolomnamen in rij 3." in out
    assert "totaal: rij 7" in out
    assert "[getal, komma als decimaal]" in out
    assert "gelijk aan het totaal in B7" in out


def test_the_place_of_a_table_ends_at_its_last_column_where_dates_were_made_of_names_of_months(call, tmp_path):
    path = tmp_path / "visits.csv"
    path.write_text("Month,Visits,Region\nJan,5,North\nFeb,8,South\nMar,9,North\n", "utf-8")

    code, out, _ = call("inspect", str(path), "--lang", "en")

    assert code in (0, 4)
    assert "A1:C4" in out


def test_inspect_shows_what_each_answer_does_to_the_sum(call, asked):
    _, out, _ = call("inspect", asked)

    assert "excl: Exclusief btw  (\u20ac\u00a0531,75" in out


def test_inspect_keeps_the_preview_with_its_marks(call, sales):
    _, out, _ = call("inspect", sales, "--json")
    (table,) = json.loads(out)["sheets"][0]["tables"]

    assert (table["name"], table["part"], table["title"]) == ("verkoop", 1, "")
    assert table["preview"]["letters"] == ["A", "B", "C", "D", "E"]
    assert [row["became"] for row in table["preview"]["rows"]] == ["header", *["data"] * 5]


def test_inspect_reads_several_files(call, sales, tmp_path):
    other = tmp_path / "tweede.csv"
    other.write_text(LINES, "utf-8")
    _, out, _ = call("inspect", sales, other, "--json")

    assert [file["file"] for file in json.loads(out)["files"]] == ["verkoop.csv", "tweede.csv"]


def test_a_password_comes_from_standard_input_and_is_printed_nowhere(call, sales, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("geheim\n"))
    code, out, err = call("inspect", sales, "--password-stdin")

    assert code == 0
    assert "geheim" not in out + err


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_people_can_read_it_too(call, asked, lang):
    for arguments in (
        ("inspect", asked),
        ("compute", asked, "--kpi", "active_customers", "--grain", "month", "--by", "channel"),
        ("catalogue",),
    ):
        code, out, err = call(*arguments, "--lang", lang)
        assert (code, err) == (0, "")
        assert out.strip()


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_catalogue_lists_every_kpi(call, lang):
    code, out, _ = call("catalogue", "--json", "--lang", lang)
    kpis = json.loads(out)["kpis"]

    assert code == 0
    assert [kpi["id"] for kpi in kpis] == list(CATALOGUE)
    assert all(kpi["name"] == CATALOGUE[kpi["id"]].name[lang] and kpi["formula"] for kpi in kpis)


WRONG = {
    "no command": [],
    "unknown command": ["computte"],
    "unknown option": ["compute", "FILE", "--kpi", "revenue", "--grian", "month"],
    "no KPI": ["compute", "FILE"],
    "no file": ["compute", "--kpi", "revenue"],
    "unknown KPI": ["compute", "FILE", "--kpi", "revenu"],
    "unknown grain": ["compute", "FILE", "--kpi", "revenue", "--grain", "maand"],
    "unknown dimension": ["compute", "FILE", "--kpi", "revenue", "--by", "chanel"],
    "split by an amount": ["compute", "FILE", "--kpi", "revenue", "--by", "net_amount"],
    "filter without value": ["compute", "FILE", "--kpi", "revenue", "--where", "channel"],
    "no date": ["compute", "FILE", "--kpi", "revenue", "--from", "gisteren"],
    "dates the wrong way round": ["compute", "FILE", "--kpi", "revenue", "--from", "2026-02", "--to", "2026-01"],
    "no number": ["compute", "FILE", "--kpi", "revenue", "--param", "margin=veel"],
    "unknown variant": ["compute", "FILE", "--kpi", "revenue", "--variant", "revenue=net"],
    "unknown sheet": ["inspect", "FILE", "--sheet", "Blad9"],
    "unknown kind": ["inspect", "FILE", "--kind", "verkoop=sale"],
    "unknown column": ["inspect", "FILE", "--map", "Kanalen=channel"],
    "unknown role": ["inspect", "FILE", "--map", "Kanaal=chanel"],
    "role of another kind": ["inspect", "FILE", "--map", "Kanaal=spend"],
    "role the cells cannot be": ["inspect", "FILE", "--map", "Kanaal=net_amount"],
    "role without a kind": ["inspect", "FILE", "--kind", "verkoop=-", "--map", "Kanaal=channel"],
    "unknown answer": ["inspect", "FILE", "--answer", "verkoop!D:vat=half"],
}


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG)
def test_wrong_usage_is_one_sentence_on_stderr(call, asked, arguments, lang):
    given = [asked if argument == "FILE" else argument for argument in arguments]
    code, out, err = call(*given, *(["--lang", lang] if given else []))

    assert code == 2
    assert out == ""
    assert err.endswith("\n")
    assert err.count("\n") == 1
    assert "Traceback" not in err


@pytest.mark.parametrize("command", [["inspect"], ["compute", "--kpi", "revenue"]], ids=["inspect", "compute"])
@pytest.mark.parametrize(
    "content",
    [b"", b"MZ\x90\x00\x03", b"<html><table></table></html>", None],
    ids=["empty", "program", "html", "absent"],
)
def test_a_file_that_cannot_be_read_ends_with_3(call, tmp_path, command, content):
    path = tmp_path / "cijfers.xlsx"
    if content is not None:
        path.write_bytes(content)
    code, out, err = call(*command, path, "--json")

    assert code == 3
    assert err.count("\n") == 1
    assert [issue["level"] for issue in json.loads(out)["issues"]] == ["error"]


def test_what_we_did_not_foresee_is_a_sentence_too(call, sales, monkeypatch):
    def break_down(*_, **__):
        raise RuntimeError("secret")

    monkeypatch.setattr("kpi_core.cli.prepared.prepare", break_down)
    code, out, err = call("compute", sales, "--kpi", "revenue")

    assert (code, out) == (1, "")
    assert "secret" not in err
    assert err.count("\n") == 1


def test_it_runs_as_a_module(sales):
    done = subprocess.run(
        [sys.executable, "-m", "kpi_core", "inspect", sales, "--json"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["file"] == "verkoop.csv"


ANSWERS = "Datum;Soort enquête;Score\n" + "".join(f"2026-03-{day:02d};csat;{4 + day % 2}\n" for day in range(1, 32))


@pytest.mark.parametrize(("lang", "value"), [("nl", "100% ± 10 punt"), ("en", "100% ± 10 pts")])
def test_a_share_of_answers_is_printed_with_its_margin(call, tmp_path, lang, value):
    path = tmp_path / "enquete.csv"
    path.write_text(ANSWERS, "utf-8")
    code, out, _ = call(
        "compute", path, "--kpi", "customer_satisfaction_score", "--lang", lang, "--today", "2026-04-10"
    )

    assert code == 0
    assert value in out.replace("\N{NO-BREAK SPACE}", " ")


def test_a_variant_is_printed_under_its_own_name_and_unit(call, tmp_path):
    path = tmp_path / "enquete.csv"
    path.write_text(ANSWERS, "utf-8")
    kpi = CATALOGUE["customer_satisfaction_score"]
    asked = ("--kpi", kpi.id, "--variant", f"{kpi.id}=mean", "--lang", "nl", "--today", "2026-04-10")
    code, out, _ = call("compute", path, *asked)
    line = out.splitlines()[0]

    assert code == 0
    assert line.startswith(f"{kpi.name['nl']} ({next(one for one in kpi.variants if one.id == 'mean').name['nl']})")
    assert "%" not in line
