"""A dropped file waits as a draft, with every decision about it, until it is confirmed."""

import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from kpi_core import work
from kpi_core.errors import AnswerNeeded, StoreError, UnreadableFile
from kpi_core.store import open_store
from kpi_core.texts import LANGS, say
from kpi_core.work import confirming
from tests.work.conftest import HEADER, JUNE, MAY, MAY_AND_JUNE, orders

DOUBTFUL = orders(("03-04-2026", "A1", "K1", "1.234", "Zuid"), ("05-06-2026", "A2", "K2", "2.345", "Noord"))


def kinds(draft):
    return {question.kind for question in draft.questions}


def answer_all(store, workspace, choice_of):
    draft = work.draft(store, workspace)
    while draft.questions:
        question = draft.questions[0]
        draft = work.answer(store, workspace, question.id, choice_of[question.kind])
    return draft


def workbook(**sheets):
    """Return a workbook with a sheet per text file; one whose name starts with _ is hidden."""
    made = BytesIO()
    book = Workbook(made)
    for name, data in sheets.items():
        sheet = book.add_worksheet(name)
        for place, line in enumerate(data.decode().split("\n")):
            sheet.write_row(place, 0, line.split(";"))
        if name.startswith("_"):
            sheet.hide()
    book.close()
    return made.getvalue()


class TestADraft:
    def test_tells_what_each_column_was_taken_for(self, store, spaak):
        draft = work.read_upload(store, spaak, "omzet.csv", MAY)

        assert (draft.state, draft.questions) == ("ready", ())
        assert draft.table("omzet").mapping.kind == "sales"
        assert draft.table("omzet").mapping.roles["net_amount"] == "Bedrag excl. btw"

    def test_is_there_after_a_restart(self, store, spaak, tmp_path):
        work.read_upload(store, spaak, "omzet.csv", DOUBTFUL)
        first = work.draft(store, spaak).questions[0]
        answered = work.answer(store, spaak, first.id, first.readings[1].choice)
        store.close()

        again = open_store(folder=tmp_path / "data")
        found = work.draft(again, spaak)
        again.close()
        assert (found.name, found.answers, found.questions) == (answered.name, answered.answers, answered.questions)
        assert found.answers == {first.id: first.readings[1].choice}

    def test_can_be_discarded(self, store, spaak):
        work.read_upload(store, spaak, "omzet.csv", MAY)
        work.discard(store, spaak)

        assert work.draft(store, spaak) is None
        with pytest.raises(StoreError, match="no_draft"):
            work.confirm(store, spaak)

    def test_stays_in_its_workspace(self, store, spaak):
        other = work.create(store, "Bakkerij", "nl").id
        work.read_upload(store, spaak, "omzet.csv", MAY)

        assert work.draft(store, other) is None

    def test_follows_what_is_said_about_its_columns(self, store, spaak):
        work.read_upload(store, spaak, "omzet.csv", MAY)
        draft = work.set_role(store, spaak, "omzet", "Regio", "channel")
        assert draft.table("omzet").mapping.roles["channel"] == "Regio"

        draft = work.set_role(store, spaak, "omzet", "Regio", None)
        assert "Regio" not in draft.table("omzet").mapping.roles.values()

    def test_follows_what_is_said_about_its_sheets(self, store, spaak):
        work.read_upload(store, spaak, "omzet.csv", MAY)

        assert work.set_kind(store, spaak, "omzet", None).state == "nothing_recognised"
        assert work.set_kind(store, spaak, "omzet", "sales").state == "ready"

    def test_leaves_hidden_sheets_out_unless_asked(self, store, spaak):
        data = workbook(Omzet=MAY, _Oud=JUNE)
        draft = work.read_upload(store, spaak, "omzet.xlsx", data)
        assert [entry.table.sheet for entry in draft.tables] == ["Omzet"]
        draft = work.set_hidden(store, spaak, include=True)
        assert [entry.table.sheet for entry in draft.tables] == ["Omzet", "_Oud"]

        work.confirm(store, spaak)
        visits = b"Datum;Sessies\n14-05-2026;120\n15-05-2026;80\n31-05-2026;95"
        work.read_upload(store, spaak, "bezoek.csv", visits)
        assert work.confirm(store, spaak).dataset.tables["sales"].rows == 5

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            (lambda store, ws: work.set_role(store, ws, "Blad9", "Regio", "region"), "unknown_sheet"),
            (lambda store, ws: work.set_role(store, ws, "omzet", "Nee", "region"), "unknown_column"),
            (lambda store, ws: work.set_role(store, ws, "omzet", "Regio", "sessions"), "unknown_role"),
            (lambda store, ws: work.set_kind(store, ws, "omzet", "nonsense"), "unknown_kind"),
            (lambda store, ws: work.answer(store, ws, "omzet!D:number", "comma"), "unknown_question"),
        ],
    )
    def test_refuses_what_does_not_fit_in_a_sentence(self, store, spaak, change, code):
        before = work.read_upload(store, spaak, "omzet.csv", MAY)
        with pytest.raises(StoreError) as caught:
            change(store, spaak)

        assert caught.value.code == code
        assert work.draft(store, spaak).answers == before.answers
        for lang in LANGS:
            assert say(f"error.{code}", lang, **caught.value.fields)


class TestQuestions:
    def test_stand_in_the_way(self, store, spaak):
        draft = work.read_upload(store, spaak, "omzet.csv", DOUBTFUL)

        assert draft.state == "questions"
        with pytest.raises(AnswerNeeded) as caught:
            work.confirm(store, spaak)
        assert caught.value.fields["questions"] == draft.questions
        for lang in LANGS:
            assert say("error.answer_needed", lang, **caught.value.fields)
        assert work.current(store, spaak) is None

    def test_go_when_answered_and_return_when_reopened(self, store, spaak):
        work.read_upload(store, spaak, "omzet.csv", DOUBTFUL)
        first = work.draft(store, spaak).questions[0]

        answered = work.answer(store, spaak, first.id, first.readings[0].choice)
        assert first.id not in {question.id for question in answered.questions}
        reopened = work.reopen(store, spaak, first.id)
        assert first.id in {question.id for question in reopened.questions}

    def test_refuse_an_answer_that_was_not_offered(self, store, spaak):
        draft = work.read_upload(store, spaak, "omzet.csv", DOUBTFUL)

        with pytest.raises(StoreError, match="unknown_answer"):
            work.answer(store, spaak, draft.questions[0].id, "'; drop table draft; --")

    def test_of_a_sheet_that_is_not_used_do_not_count(self, store, spaak):
        work.read_upload(store, spaak, "omzet.csv", DOUBTFUL)

        assert work.set_kind(store, spaak, "omzet", None).questions == ()

    def test_of_a_column_that_is_not_used_do_not_count(self, store, spaak):
        draft = work.read_upload(store, spaak, "omzet.csv", DOUBTFUL)
        assert "number_convention" in kinds(draft)

        assert "number_convention" not in kinds(work.set_role(store, spaak, "omzet", "Bedrag excl. btw", None))

    def test_are_not_asked_again_for_the_same_headers(self, store, spaak):
        work.read_upload(store, spaak, "april.csv", DOUBTFUL)
        choices = {"number_convention": "comma_decimal", "date_order": "day_first"}
        answer_all(store, spaak, choices)
        work.confirm(store, spaak)

        july = orders(("01-07-2026", "C1", "K1", "3.456", "Zuid"), ("02-07-2026", "C2", "K2", "4.567", "Noord"))
        draft = work.read_upload(store, spaak, "juli.csv", july)
        assert draft.questions == ()
        assert sorted(draft.table("juli").table.frame["Bedrag excl. btw"]) == [3456.0, 4567.0]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("leeg.xlsx", b"", id="empty"),
        pytest.param("omzet.xlsx", b"MZ\x90\x00" + b"\x00" * 500, id="an executable"),
        pytest.param("omzet.xls", b"<html><body>hoi</body></html>", id="a web page"),
    ],
)
def test_a_file_that_cannot_be_read_leaves_all_as_it_was(store, spaak, take, name, data):
    take("omzet.csv", MAY)
    work.read_upload(store, spaak, "juni.csv", JUNE)
    version, draft = work.versions(store, spaak), work.draft(store, spaak)

    with pytest.raises(UnreadableFile):
        work.read_upload(store, spaak, name, data)

    assert work.versions(store, spaak) == version
    assert work.draft(store, spaak).name == draft.name
    with store.reading(spaak) as space:
        assert len(list(space.uploads.folder.iterdir())) == 2


def test_a_file_that_is_too_large_is_refused_before_it_is_read(store, spaak, monkeypatch):
    monkeypatch.setattr("kpi_core.work.arrivals.LARGEST_UPLOAD", 10)

    with pytest.raises(UnreadableFile, match="upload_too_large"):
        work.read_upload(store, spaak, "omzet.csv", MAY)


class TestNothingCountsTwice:
    def test_a_file_with_the_same_name_takes_the_place_of_its_rows(self, take):
        take("omzet.csv", MAY)
        done = take("omzet.csv", MAY_AND_JUNE)

        assert (done.added, done.replaced) == ((), ("sales",))
        assert done.dataset.tables["sales"].rows == 5

    def test_the_same_bytes_under_another_name_count_once(self, take):
        take("omzet.csv", MAY)

        assert take("omzet (1).csv", MAY).dataset.tables["sales"].rows == 3

    def test_other_days_are_added(self, take):
        take("mei.csv", MAY)
        done = take("juni.csv", JUNE)

        assert (done.added, done.replaced) == (("sales",), ())
        assert done.dataset.tables["sales"].rows == 5

    @pytest.mark.parametrize(("choice", "rows"), [("merge", 5), ("add", 8)])
    def test_the_same_days_without_a_number_per_row_are_asked_about(self, store, spaak, take, choice, rows):
        take("mei.csv", MAY)
        lines = [line.split(b";") for line in MAY_AND_JUNE.replace(b"200,25", b"300,25").split(b"\n")]
        draft = work.read_upload(
            store, spaak, "juni.csv", b"\n".join(b";".join([day, *rest]) for day, _, *rest in lines)
        )
        assert [question.kind for question in draft.questions] == ["same_days"]
        for lang in LANGS:
            assert "mei.csv" in say("question.same_days", lang, **draft.questions[0].fields)
            for reading in draft.questions[0].readings:
                assert say(f"question.same_days.{reading.choice}", lang, **reading.fields)

        work.answer(store, spaak, draft.questions[0].id, choice)
        assert work.confirm(store, spaak).dataset.tables["sales"].rows == rows

    @pytest.mark.parametrize(("choice", "rows"), [("leave_out", 3), ("add", 6)])
    def test_a_second_sheet_that_tells_otherwise_is_asked_about(self, store, spaak, choice, rows):
        other = MAY.replace(b"200,25", b"300,25")
        draft = work.read_upload(store, spaak, "omzet.xlsx", workbook(Orders=MAY, Kopie=other))
        assert [(question.kind, question.sheet) for question in draft.questions] == [("sheet_twice", "Kopie")]
        for lang in LANGS:
            assert "Orders" in say("question.sheet_twice", lang, **draft.questions[0].fields)
            for reading in draft.questions[0].readings:
                assert say(f"question.sheet_twice.{reading.choice}", lang, **reading.fields)

        work.answer(store, spaak, draft.questions[0].id, choice)
        assert work.confirm(store, spaak).dataset.tables["sales"].rows == rows

    @pytest.mark.parametrize(("second", "rows"), [(MAY, 3), (MAY.replace(b";A", b";C"), 6)])
    def test_a_second_sheet_counts_once_when_it_is_a_copy_and_beside_when_it_is_not(self, take, second, rows):
        assert take("omzet.xlsx", workbook(Orders=MAY, Kopie=second)).dataset.tables["sales"].rows == rows

    def test_an_import_can_be_undone(self, store, spaak, take):
        first = take("omzet.csv", MAY)
        take("omzet.csv", MAY_AND_JUNE)
        work.go_to_version(store, spaak, first.version.id)

        assert work.current(store, spaak).tables["sales"].rows == 3
        assert work.current(store, spaak).fingerprint == first.dataset.fingerprint


def test_another_kind_is_put_beside_what_is_there(take):
    take("omzet.csv", MAY)
    visits = b"Datum;Sessies;Kanaal\n14-05-2026;120;Google\n15-05-2026;80;Nieuwsbrief\n31-05-2026;95;Google"
    done = take("bezoek.csv", visits)

    assert {kind: table.rows for kind, table in done.dataset.tables.items()} == {"sales": 3, "web": 3}


def test_a_header_with_markup_is_text(store, spaak):
    data = MAY.replace(HEADER.encode(), HEADER.replace("Regio", "<script>alert(1)</script>").encode())
    draft = work.read_upload(store, spaak, "omzet.csv", data)

    assert draft.table("omzet").table.columns[4].header == "<script>alert(1)</script>"


KILLED = """
import itertools, pathlib, sys
from kpi_core import work
from kpi_core.store import open_store
folder = pathlib.Path(sys.argv[1])
store = open_store(folder=folder / "data")
workspace = work.create(store, "Fietshuis", "nl").id
for turn in itertools.count():
    data = (folder / ("mei.csv", "mei en juni.csv")[turn % 2]).read_bytes()
    work.read_upload(store, workspace, "omzet.csv", data + b"\\n" * turn)
    work.confirm(store, workspace)
    if turn == 0:
        print(workspace, flush=True)
"""


class TestConfirming:
    def test_starts_again_when_another_tab_changed_the_draft(self, store, spaak, monkeypatch):
        work.read_upload(store, spaak, "omzet.csv", MAY)
        prepare = confirming.datasets.prepare
        other_tab = iter([lambda: work.set_role(store, spaak, "omzet", "Regio", "channel")])

        def slow(*arguments, **more):
            next(other_tab, lambda: None)()
            return prepare(*arguments, **more)

        monkeypatch.setattr(confirming.datasets, "prepare", slow)

        assert "channel" in work.confirm(store, spaak).dataset.tables["sales"].roles

    def test_gives_up_in_a_sentence_when_it_keeps_changing(self, store, spaak, monkeypatch):
        work.read_upload(store, spaak, "omzet.csv", MAY)
        prepare = confirming.datasets.prepare
        roles = iter(["channel", "segment", "region"])

        def slow(*arguments, **more):
            work.set_role(store, spaak, "omzet", "Regio", next(roles))
            return prepare(*arguments, **more)

        monkeypatch.setattr(confirming.datasets, "prepare", slow)

        with pytest.raises(StoreError, match="changed_meanwhile"):
            work.confirm(store, spaak)
        assert work.current(store, spaak) is None
        assert work.draft(store, spaak).state == "ready"

    def test_that_fails_leaves_draft_and_data_as_they_were(self, store, spaak, take, monkeypatch):
        first = take("omzet.csv", MAY)
        work.read_upload(store, spaak, "juni.csv", JUNE)

        def full(*_):
            raise OSError("no space left on device")

        monkeypatch.setattr(confirming.datasets, "save", full)
        with pytest.raises(StoreError, match="folder_not_writable"):
            work.confirm(store, spaak)

        assert work.current(store, spaak).fingerprint == first.dataset.fingerprint
        assert work.draft(store, spaak).name == "juni.csv"

    def test_the_same_files_give_the_same_fingerprint(self, store, take):
        other = work.create(store, "Bakkerij", "nl").id

        assert take("omzet.csv", MAY).dataset.fingerprint == take("omzet.csv", MAY, other).dataset.fingerprint

    def test_killed_at_any_moment_leaves_a_whole_workspace(self, tmp_path):
        (tmp_path / "mei.csv").write_bytes(MAY)
        (tmp_path / "mei en juni.csv").write_bytes(MAY_AND_JUNE)
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(tmp_path)], cwd=Path(__file__).parents[2], stdout=subprocess.PIPE
        )
        workspace = process.stdout.readline().decode().strip()
        time.sleep(0.2)
        process.kill()
        process.communicate()

        store = open_store(folder=tmp_path / "data")
        try:
            whole = work.current(store, workspace).tables["sales"].rows
            assert whole in {3, 5}
            work.draft(store, workspace)
            work.read_upload(
                store, workspace, "omzet.csv", MAY
            )  # covers May alone, so June stays where it was confirmed
            assert work.confirm(store, workspace).dataset.tables["sales"].rows == whole
        finally:
            store.close()
