"""A file with a column more, less, elsewhere or under another name is read as the one before it, or asked about."""

import pytest

from kpi_core import work
from kpi_core.sentences import tell_issue, tell_question, tell_reading
from kpi_core.texts import LANGS

HEADERS = ["Orderdatum", "Ordernummer", "Klantnummer", "Bedrag excl. btw", "Regio"]
MAY = [
    ["14-05-2026", "A1", "K1", "1.100,50", "Zuid"],
    ["15-05-2026", "A2", "K2", "200,25", "Noord"],
    ["31-05-2026", "A3", "K1", "99,25", "Zuid"],
]
JUNE = [["13-06-2026", "B1", "K1", "300,00", "Zuid"], ["29-06-2026", "B2", "K3", "450,75", "West"]]


def export(rows, headers=HEADERS, extra=None):
    """Return a text file with these headers; a header that is no standard one takes the values of `extra`."""
    columns = dict(zip(HEADERS, zip(*rows, strict=True), strict=True)) | (extra or {})
    lines = zip(*(columns[header] for header in headers), strict=True)
    return "\n".join(";".join(line) for line in [headers, *lines]).encode()


def renamed(old, new, rows=JUNE):
    columns = dict(zip(HEADERS, zip(*rows, strict=True), strict=True))
    headers = [new if header == old else header for header in HEADERS]
    return export(rows, headers, {new: columns[old]})


@pytest.fixture
def may(store, spaak):
    work.read_upload(store, spaak, "mei.csv", export(MAY))
    work.set_role(store, spaak, "mei", "Regio", "segment")
    return work.confirm(store, spaak)


@pytest.mark.usefixtures("may")
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(export(JUNE, [HEADERS[4], *HEADERS[:4]]), id="a column elsewhere"),
        pytest.param(export(JUNE, [*HEADERS, "Notitie"], {"Notitie": ("bel", "niet")}), id="a column more"),
        pytest.param(export(JUNE, [h for h in HEADERS if h != "Klantnummer"]), id="a column less"),
        pytest.param(renamed("Ordernummer", "Order ID"), id="another name that says the same"),
    ],
)
def test_what_stayed_keeps_its_role(store, spaak, data):
    draft = work.read_upload(store, spaak, "juni.csv", data)

    assert draft.questions == ()
    assert draft.tables[0].mapping.roles["segment"] == "Regio"
    assert {"order_date", "order_id", "net_amount"} <= set(draft.tables[0].mapping.roles)
    done = work.confirm(store, spaak)
    assert sum(done.dataset.tables["sales"].data.column("net_amount").to_pylist()) == 1400 + 750.75


@pytest.mark.usefixtures("may")
def test_a_name_that_says_nothing_is_asked_about(store, spaak):
    draft = work.read_upload(store, spaak, "juni.csv", renamed("Regio", "Xyz"))
    (question,) = draft.questions
    assert (question.kind, [reading.choice for reading in question.readings]) == ("renamed", ["E", "none"])
    for lang in LANGS:
        assert "Regio" in tell_question(question, lang)
        assert "Xyz" in tell_reading(question, question.readings[0], lang)
        assert tell_reading(question, question.readings[1], lang)

    assert work.answer(store, spaak, question.id, "E").tables[0].mapping.roles["segment"] == "Xyz"
    work.confirm(store, spaak)
    assert work.read_upload(store, spaak, "juli.csv", renamed("Regio", "Xyz", MAY)).questions == ()


@pytest.mark.usefixtures("may")
@pytest.mark.parametrize(
    ("data", "code", "word"),
    [
        pytest.param(renamed("Ordernummer", "Order ID"), "column_renamed", "Order ID", id="renamed"),
        pytest.param(export(JUNE, [h for h in HEADERS if h != "Klantnummer"]), "column_gone", "Klantnummer", id="gone"),
        pytest.param(export(JUNE), "new_values", "West", id="a new word"),
    ],
)
def test_what_changed_is_told(store, spaak, data, code, word):
    draft = work.read_upload(store, spaak, "juni.csv", data)
    (issue,) = [issue for issue in draft.issues if issue.code == code]

    assert all(word in tell_issue(issue, lang) for lang in LANGS)
    assert "{" not in tell_issue(issue, "nl")


@pytest.mark.usefixtures("may")
def test_a_file_of_another_kind_with_like_columns_is_no_renamed_one(store, spaak):
    data = b"Datum;Sessies;Kanaal\n14-05-2026;120;Google\n15-05-2026;80;Nieuwsbrief\n31-05-2026;95;Google"

    assert work.read_upload(store, spaak, "bezoek.csv", data).tables[0].mapping.kind == "web"
