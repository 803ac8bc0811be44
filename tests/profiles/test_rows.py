"""Rows of a known export count as its makers mean them: order amounts once, words of an order on all its lines."""

import pytest

from kpi_core.dataset import prepare
from kpi_core.dataset.prepare import by_role
from kpi_core.mapping import propose, with_role
from kpi_core.read import read_file
from kpi_core.sentences import tell_issue, tell_question, tell_reading

SHOPIFY = (
    "Name,Email,Financial Status,Subtotal,Shipping,Taxes,Total,Created at,"
    "Lineitem quantity,Lineitem name,Lineitem price,Refunded Amount"
)
EXCL = (
    "#1001,a@x.nl,paid,90.00,10.00,21.00,121.00,2026-01-05 12:00:00 +0100,1,Stoel,60.00,0.00",
    "#1001,a@x.nl,,,,,,2026-01-05 12:00:00 +0100,2,Kussen,20.00,",
    "#1002,b@x.nl,pending,50.00,0.00,10.50,60.50,2026-01-06 12:00:00 +0100,1,Lamp,50.00,0.00",
    "#1002,b@x.nl,,,,,,2026-01-06 12:00:00 +0100,1,Peer,0.00,",
)
INCL = (
    "#1001,a@x.nl,paid,108.90,12.10,21.00,121.00,2026-01-05 12:00:00 +0100,1,Stoel,60.00,0.00",
    "#1001,a@x.nl,,,,,,2026-01-05 12:00:00 +0100,2,Kussen,24.45,",
    "#1002,b@x.nl,paid,60.50,0.00,10.50,60.50,2026-01-06 12:00:00 +0100,1,Lamp,60.50,0.00",
)


def table_of(header, rows):
    (table,) = read_file("export.csv", "\n".join([header, *rows]).encode()).tables
    return table


def answered(table, choice):
    """Answer every question of the mapping with the same choice."""
    mapping = propose(table)
    return propose(table, answers={question.id: choice for question in mapping.questions})


def column(table, mapping, role):
    return by_role(table, mapping)[role].tolist()


def test_the_amount_of_an_order_is_divided_over_its_lines_and_its_sum_stays():
    table = table_of(SHOPIFY, EXCL)
    mapping = propose(table)

    # 90 after 10 discount, lines of 1 x 60 and 2 x 20
    assert not mapping.questions
    assert column(table, mapping, "net_amount") == pytest.approx([54.0, 36.0, 50.0, 0.0])


def test_words_go_down_to_all_lines_of_an_order_so_that_its_status_counts():
    table = table_of(SHOPIFY, EXCL)
    prepared = prepare([(table, propose(table))])

    assert column(table, propose(table), "order_status") == ["valid", "valid", "pending", "pending"]
    assert {"words_filled_down", "amount_shared_out"} <= {issue.code for issue in prepared.issues}
    for lang in ("nl", "en"):
        assert all(tell_issue(issue, lang) for issue in prepared.issues)


def test_the_export_itself_proves_whether_its_amounts_hold_vat():
    outside, inside = propose(table_of(SHOPIFY, EXCL)), propose(table_of(SHOPIFY, INCL))

    assert (outside.roles["net_amount"], outside.vat_rate) == ("Subtotal", None)
    assert (inside.roles["gross_amount"], inside.vat_rate) == ("Subtotal", 0.21)


def test_where_it_proves_nothing_vat_is_asked():
    rows = [
        "#1001,a@x.nl,paid,90.00,0.00,0.00,90.00,2026-01-05 12:00:00 +0100,1,Stoel,90.00,0.00",
        "#1002,b@x.nl,paid,50.00,0.00,0.00,50.00,2026-01-06 12:00:00 +0100,1,Lamp,50.00,0.00",
    ]
    (question,) = propose(table_of(SHOPIFY, rows)).questions

    assert (question.kind, question.column) == ("vat", "Subtotal")


META = "Day,Campaign name,Ad name,Result type,Results,Amount spent (EUR),Impressions"
META_ROWS = (
    "2026-06-01,Zomer,A,Purchase,2,12.50,1000",
    "2026-06-01,Zomer,A,Link click,40,12.50,1000",
    "2026-06-01,Zomer,B,Purchase,1,20.25,1500",
)


def test_what_was_spent_is_asked_about_when_a_result_type_repeats_it():
    (question,) = propose(table_of(META, META_ROWS)).questions

    assert question.kind == "once_per"
    assert [reading.effect for reading in question.readings] == [32.75, 45.25]
    for lang in ("nl", "en"):
        assert "Result type" in tell_question(question, lang)
        assert all(tell_reading(question, reading, lang) for reading in question.readings)


@pytest.mark.parametrize(("choice", "spend"), [("once", 32.75), ("each", 45.25)])
def test_the_answer_decides_how_often_it_counts(choice, spend):
    table = table_of(META, META_ROWS)

    assert by_role(table, answered(table, choice))["spend"].sum() == spend


def test_results_of_several_kinds_are_not_added():
    table = table_of(META, META_ROWS)
    mapping = propose(table)

    assert "conversions" not in mapping.roles
    assert "mixed_results" in {issue.code for issue in mapping.issues}


def test_spend_that_differs_per_row_is_not_asked_about():
    rows = ["2026-06-01,Zomer,A,Purchase,2,12.50,1000", "2026-06-02,Zomer,A,Purchase,4,12.50,1000"]

    assert not propose(table_of(META, rows)).questions


def test_a_summary_without_campaign_is_left_out():
    header = "Day,Campaign ID,Campaign name,Amount spent (EUR),Impressions"
    rows = [
        "2026-06-01,,,7.00,300",
        "2026-06-01,11,Zomer,3.00,100",
        "2026-06-01,12,Herfst,4.00,200",
    ]
    table = table_of(header, rows)
    mapping = propose(table)
    spend = prepare([(table, mapping)]).tables["ads"].data["spend"].to_pylist()

    assert sorted(spend) == [3.0, 4.0]
    left_out = [*(skipped.row for skipped in table.receipt.skipped), *(i.cells for i in mapping.issues)]
    assert left_out


PERIODS = "Date,Session default channel group,Date range,Sessions"
PERIOD_ROWS = (
    "2026-07-01,Direct,Jul 1 - Sep 28,10",
    "2026-07-01,Direct,Apr 1 - Jun 30,7",
    "2026-07-02,Organic Search,Jul 1 - Sep 28,5",
)


def test_two_periods_below_each_other_are_asked_about_and_never_added():
    table = table_of(PERIODS, PERIOD_ROWS)
    (question,) = propose(table).questions
    mapping = propose(table, answers={question.id: "first"})
    sessions = prepare([(table, mapping)]).tables["web"].data["sessions"].to_pylist()

    assert question.kind == "one_range"
    assert [reading.effect for reading in question.readings] == [15.0, 7.0]
    assert sorted(sessions) == [5.0, 10.0]
    assert len(by_role(table, mapping)) == len(table.frame)


def test_other_periods_next_time_are_another_question():
    first = propose(table_of(PERIODS, PERIOD_ROWS)).questions[0].id
    later = propose(table_of(PERIODS, [row.replace("Jul 1", "Aug 1") for row in PERIOD_ROWS])).questions[0].id

    assert first != later


def test_what_was_decided_about_rows_holds_for_the_next_file():
    table = table_of(META, META_ROWS)
    mapping = answered(table, "once")
    answers = {f"{table.name}!D:once_per": "once"}
    again = propose(table, remembered=mapping, answers=answers)

    assert not again.questions
    assert by_role(table, again)["spend"].sum() == 32.75


@pytest.mark.parametrize(("choice", "kind"), [("customers", "invoices"), ("suppliers", None)])
def test_open_items_are_asked_whose_they_are(choice, kind):
    header = "Zuordnung,Belegnummer,Belegart,Belegdatum,Betrag in Hauswährung,Hauswährung"
    table = table_of(header, ["A,1001,RV,2026-01-05,100.00,EUR", "B,1002,RV,2026-01-06,50.00,EUR"])
    side = [question for question in propose(table).questions if question.kind == "ledger_side"]

    assert len(side) == 1
    assert propose(table, answers={side[0].id: choice}).kind == kind


def test_a_person_may_still_choose_another_role():
    table = table_of(SHOPIFY, EXCL)
    mapping = with_role(propose(table), table, "Lineitem name", None)

    assert "product" not in mapping.roles
    assert mapping.profile == "shopify_orders"


def test_a_stage_of_hubspot_is_the_outcome_of_a_deal():
    header = "Record ID,Deal Name,Deal Stage,Amount,Deal owner,Close Date"
    rows = [
        "1,A,closedwon,100.00,Jo,2026-01-05",
        "2,B,Gewonnen,50.00,Jo,2026-01-06",
        "3,C,closedlost,20.00,Jo,2026-01-07",
    ]
    table = table_of(header, rows)
    mapping = propose(table)

    assert column(table, mapping, "deal_outcome") == ["won", "won", "lost"]


def test_the_tab_file_of_a_bank_is_known_without_headers():
    rows = [
        "123456789\tEUR\t20260105\t3025,00\t3000,00\t20260105\t-25,00\tBEA Hema",
        "123456789\tEUR\t20260106\t3000,00\t3050,00\t20260106\t50,00\tSEPA Klant",
        "123456789\tEUR\t20260107\t3050,00\t3040,00\t20260107\t-10,00\tBEA Winkel",
    ]
    table = table_of(rows[0], rows[1:])

    assert propose(table).profile == "abn_amro_tab"


def test_a_first_reply_told_in_minutes_becomes_a_moment():
    header = "Id,Requester,Created at,Solved at,First reply time in minutes,Assigned at"
    rows = [
        "1,Jo,2026-01-05 10:00:00,2026-01-05 15:00:00,90,2026-01-05 10:01:00",
        "2,An,2026-01-06 23:30:00,2026-01-07 15:00:00,45,2026-01-06 23:31:00",
    ]
    table = table_of(header, rows)
    prepared = prepare([(table, propose(table))])
    moments = by_role(table, propose(table))["first_response_at"].astype(str).tolist()

    assert moments == ["2026-01-05 11:30:00", "2026-01-07 00:15:00"]
    assert "derived_minutes" in {issue.code for issue in prepared.issues}
    for lang in ("nl", "en"):
        assert all(tell_issue(issue, lang) for issue in prepared.issues)


@pytest.mark.parametrize(
    ("last", "code", "dated"),
    [("2026-03-31", "spans_months", False), ("2026-01-31", "spans_days", True), ("2026-01-01", None, True)],
    ids=["a quarter", "a month", "a day"],
)
def test_a_span_of_months_never_falls_in_its_first(last, code, dated):
    header = "Begint op,Eindigt op,Campagnenaam,Besteed bedrag (EUR),Weergaven"
    rows = [f"2026-01-01,{last},Zomer,12.50,1000", f"2026-01-01,{last},Herfst,7.25,500"]
    mapping = propose(table_of(header, rows))
    told = [issue for issue in mapping.issues if issue.code.startswith("spans")]

    assert ("date" in mapping.roles) == dated
    assert [issue.code for issue in told] == ([code] if code else [])
    for lang in ("nl", "en"):
        assert all("Meta Ads" in tell_issue(issue, lang) for issue in told)
