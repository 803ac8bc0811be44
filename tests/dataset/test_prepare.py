from datetime import date

import numpy as np
import pandas as pd
import pytest

from kpi_core.dataset import load, prepare, save
from kpi_core.dataset.buckets import bucket, bucket_columns
from kpi_core.errors import KpiError
from kpi_core.model import ColumnRole, Mapping, Receipt, Table, TableColumn
from kpi_core.periods import Grain, period_of
from kpi_core.texts import LANGS, say


def part(kind, columns, *, sheet="Blad1", types=None, vat_rate=None):
    """A table and its mapping; each column is headed by its role in capitals."""
    frame = pd.DataFrame({role.upper(): values for role, values in columns.items()})
    frame.index = pd.RangeIndex(5, 5 + len(frame))
    read = tuple(
        TableColumn(role.upper(), role.upper(), chr(65 + place), (types or {}).get(role, "text"))
        for place, role in enumerate(columns)
    )
    table = Table(sheet, False, (4,), 5, 4 + len(frame), read, frame, Receipt(len(frame)))
    roles = tuple(ColumnRole(role.upper(), role, "sure", "user") for role in columns)
    return table, Mapping(sheet, kind, "sure", roles, vat_rate=vat_rate)


def sales(**columns):
    length = len(next(iter(columns.values())))
    return part("sales", {"order_date": pd.to_datetime(["2026-01-05"] * length), **columns})


def column(dataset, name, kind="sales"):
    return dataset.tables[kind].data[name].to_pylist()


def issues(dataset, code):
    return [issue for issue in dataset.issues if issue.code == code]


@pytest.mark.parametrize(
    ("role", "given", "kept"),
    [
        ("order_id", ["0012", " 7 ", ""], ["0012", "7", None]),
        ("order_id", [1001.0, None, 5.5], ["1001", None, "5.5"]),
        ("order_status", ["Betaald", "GEANNULEERD", "On-Hold"], ["valid", "cancelled", "pending"]),
        ("order_status", ["betaald", "Raadsel", None], ["valid", "raadsel", None]),
        ("channel", ["Web", "Web", "web "], ["Web", "Web", "Web"]),
        ("net_amount", [1.5, "2", "twee"], [1.5, 2.0, None]),
        ("net_amount", [np.inf, None, -3.0], [None, None, -3.0]),
        ("discount", [25.0, 0.0, None], [0.25, 0.0, None]),
        ("discount", [0.25, 0.0, None], [0.25, 0.0, None]),
    ],
    ids=str,
)
def test_a_column_becomes_what_its_role_says(role, given, kept):
    assert column(prepare([sales(**{role: given})]), role) == kept


def test_a_percent_column_above_one_stays_when_it_was_read_as_percent():
    table, mapping = part(
        "sales", {"order_date": pd.to_datetime(["2026-01-05"]), "discount": [1.5]}, types={"discount": "percent"}
    )

    assert column(prepare([(table, mapping)]), "discount") == [1.5]


@pytest.mark.parametrize(
    ("columns", "code", "fields"),
    [
        (
            {"order_status": ["Raadsel", "betaald", "raadsel"]},
            "enum_unknown",
            {"column": "ORDER_STATUS", "values": "raadsel", "n": 2},
        ),
        ({"channel": ["Web", "Web", "WEB"]}, "spelling_merged", {"column": "CHANNEL", "values": "WEB", "n": 1}),
        (
            {"net_amount": ["1", "twee", "drie"]},
            "role_type_unfit",
            {"column": "NET_AMOUNT", "n": 2, "examples": "twee, drie"},
        ),
        ({"discount": [25.0, 5.0]}, "derived_percent", {"column": "DISCOUNT"}),
    ],
    ids=lambda case: case if isinstance(case, str) else "",
)
def test_what_was_changed_or_lost_is_told(columns, code, fields):
    [issue] = issues(prepare([sales(**columns)]), code)

    assert fields.items() <= issue.fields.items()
    assert len({say(f"issue.{code}", lang, **issue.fields) for lang in LANGS}) == len(LANGS)


def test_rows_without_a_date_stay_and_are_told_with_their_cells():
    table = part("sales", {"order_date": pd.to_datetime(["2026-01-05", None]), "net_amount": [1.0, 2.0]})
    dataset = prepare([table])

    assert dataset.tables["sales"].rows == 2
    assert [issue.cells for issue in issues(dataset, "row_without_date")] == [("A6",)]


@pytest.mark.parametrize(
    ("kind", "columns", "role", "values"),
    [
        pytest.param("sales", {"unit_price": [10.0], "quantity": [3.0]}, "net_amount", [30], id="price"),
        pytest.param(
            "sales", {"unit_price": [10.0], "quantity": [3.0], "discount": [0.1]}, "net_amount", [27], id="discount"
        ),
        pytest.param(
            "email",
            {"emails_sent": [100.0, 50.0], "emails_bounced": [4.0, None]},
            "emails_delivered",
            [96, 50],
            id="mail",
        ),
        pytest.param("social", {"likes": [1.0], "comments": [2.0], "shares": [None]}, "engagements", [3], id="social"),
        pytest.param(
            "surveys", {"survey_type": ["nps", "csat"], "score": [3.0, 4.0]}, "scale_max", [10, 5], id="scale"
        ),
    ],
)
def test_a_column_that_follows_from_others_is_derived_and_told(kind, columns, role, values):
    dataset = prepare([part(kind, columns)])

    assert column(dataset, role, kind) == pytest.approx(values)
    assert [issue for issue in dataset.issues if issue.code.startswith("derived_")]


@pytest.mark.parametrize(
    ("scores", "top"),
    [([1, 5], 5), ([1, 6], 7), ([1, 8], 10), ([0, 5], 5), ([0, 6], 6), ([0, 7], 7), ([0, 9], 10), ([40, 85], 100)],
)
def test_a_scale_that_is_not_in_the_file_is_the_usual_one_that_holds_every_score(scores, top):
    answers = {"survey_type": ["engagement"] * 2, "score": [float(score) for score in scores]}

    assert column(prepare([part("surveys", answers)]), "scale_max", "surveys") == [top, top]


def test_a_score_of_0_says_that_a_scale_starts_there_and_is_asked_about():
    answers = {"survey_type": ["engagement", "engagement", "csat"], "score": [0.0, 6.0, 3.0]}

    dataset = prepare([part("surveys", answers)])

    assert column(dataset, "scale_min", "surveys") == [0, 0, None]
    [asked] = issues(dataset, "derived_bottom")
    assert (asked.level, asked.fields) == ("question", {"n": 2})
    assert len({say("issue.derived_bottom", lang, **asked.fields) for lang in LANGS}) == len(LANGS)


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param({"survey_type": ["engagement"], "score": [1.0]}, id="from one"),
        pytest.param({"survey_type": ["enps"], "score": [0.0]}, id="zero to ten by definition"),
        pytest.param({"survey_type": ["engagement"], "score": [0.0], "scale_min": [0.0]}, id="told in the file"),
    ],
)
def test_where_a_scale_starts_is_only_asked_when_it_is_in_doubt(answers):
    assert not issues(prepare([part("surveys", answers)]), "derived_bottom")


def test_an_amount_with_vat_is_net_only_once_the_rate_is_told():
    columns = {"order_date": pd.to_datetime(["2026-01-05"]), "gross_amount": [121.0]}

    assert "net_amount" not in prepare([part("sales", columns)]).roles_present["sales"]
    assert column(prepare([part("sales", columns, vat_rate=0.21)]), "net_amount") == [pytest.approx(100)]


def test_the_date_on_the_first_line_of_an_order_holds_for_its_other_lines():
    columns = {"order_id": ["1", "1", "2"], "order_date": pd.to_datetime(["2026-01-05", None, "2026-02-01"])}

    assert column(prepare([part("sales", columns)]), "order_date") == [
        date(2026, 1, 5),
        date(2026, 1, 5),
        date(2026, 2, 1),
    ]


def test_files_of_one_kind_are_put_together_in_date_order_and_keep_their_place():
    late = part("sales", {"order_date": pd.to_datetime(["2026-02-01"]), "net_amount": [2.0]}, sheet="Feb")
    early = part("sales", {"order_date": pd.to_datetime(["2026-01-01"]), "channel": ["web"]}, sheet="Jan")
    dataset = prepare([late, early], sources=["b.xlsx", "a.xlsx"])

    assert column(dataset, "net_amount") == [None, 2.0]
    assert [dataset.sources[place] for place in column(dataset, "_source")] == [("a.xlsx", "Jan"), ("b.xlsx", "Feb")]
    assert (dataset.tables["sales"].first, dataset.reach) == (date(2026, 1, 1), date(2026, 2, 1))


def test_a_table_without_a_kind_is_left_aside():
    table, mapping = sales(net_amount=[1.0])

    assert prepare([(table, Mapping(mapping.sheet, None, "unsure", mapping.columns))]).tables == {}


def test_the_first_row_of_a_customer_is_the_earliest_that_counts():
    columns = {
        "order_date": pd.to_datetime(["2026-03-01", "2026-01-01", "2026-02-01", "2026-02-01", None]),
        "customer_id": ["A", "A", "A", "B", "A"],
        "order_id": list("12345"),
        "order_status": ["paid", "cancelled", "paid", "paid", "paid"],
    }
    dataset = prepare([part("sales", columns)])
    rows = zip(
        *(column(dataset, name) for name in ("order_id", "_first_customer_id", "_again_customer_id", "_kept")),
        strict=True,
    )

    assert {order: found for order, *found in rows} == {
        "2": [False, None, False],
        "3": [True, 28, True],
        "4": [True, None, True],
        "1": [False, 28, True],
        "5": [False, None, True],
    }
    assert column(dataset, "_cohort_month")[1] == 2026 * 12 + 1


@pytest.mark.parametrize("grain", [grain for grain in Grain if grain is not Grain.ALL], ids=str)
@pytest.mark.parametrize("day", [date(1969, 12, 31), date(2024, 2, 29), date(2026, 12, 28), date(2027, 1, 3)], ids=str)
def test_a_date_and_its_period_have_the_same_number(grain, day):
    assert bucket_columns(pd.Series([pd.Timestamp(day)]))[grain.value][0] == bucket(period_of(day, grain))


def test_a_saved_dataset_comes_back_whole(tmp_path):
    dataset = prepare([sales(net_amount=[1.0, 2.0], channel=["a", "A"], order_status=["x", None])], sources=["a.xlsx"])
    save(dataset, tmp_path)
    save(dataset, tmp_path)
    back = load(tmp_path, dataset.fingerprint)

    assert back == dataset
    assert back.tables["sales"].data.equals(dataset.tables["sales"].data)
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_the_same_rows_have_the_same_fingerprint_and_others_another():
    assert prepare([sales(net_amount=[1.0])]).fingerprint == prepare([sales(net_amount=[1.0])]).fingerprint
    assert prepare([sales(net_amount=[1.0])]).fingerprint != prepare([sales(net_amount=[2.0])]).fingerprint
    assert prepare([sales(net_amount=[1.0])]).fingerprint != prepare([sales(cost_amount=[1.0])]).fingerprint


@pytest.mark.parametrize("fingerprint", ["f" * 64, "../secret", ""], ids=["unknown", "a path", "nothing"])
def test_a_dataset_that_is_not_there_is_told_so(tmp_path, fingerprint):
    with pytest.raises(KpiError, match="dataset_missing"):
        load(tmp_path, fingerprint)


def test_a_damaged_dataset_is_told_so(tmp_path):
    dataset = prepare([sales(net_amount=[1.0])])
    save(dataset, tmp_path)
    (tmp_path / f"{dataset.fingerprint}-sales.parquet").write_bytes(b"PAR1 broken")

    with pytest.raises(KpiError, match="dataset_missing"):
        load(tmp_path, dataset.fingerprint)


def test_a_value_spelled_otherwise_in_the_next_file_is_the_same_value():
    jan = part("sales", {"order_date": pd.to_datetime(["2026-01-05", "2026-01-06"]), "channel": ["Web", "Web"]})
    feb = part("sales", {"order_date": pd.to_datetime(["2026-02-05", "2026-02-06"]), "channel": ["web", None]})
    dataset = prepare([jan, feb])

    assert dataset.tables["sales"].dimensions["channel"] == ("Web",)
    assert [issue.fields["values"] for issue in dataset.issues if issue.code == "spelling_merged"] == ["web"]
