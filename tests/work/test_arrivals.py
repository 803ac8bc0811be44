"""Several files wait in one draft: each is named, added, replaced or taken out on its own."""

import json
import zipfile
from io import BytesIO

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from sqlalchemy import text
from xlsxwriter import Workbook

from kpi_core import work
from kpi_core.errors import StoreError, UnreadableFile
from kpi_core.store import open_store
from kpi_core.texts import LANGS, say
from tests.work.conftest import JUNE, MAY, MAY_AND_JUNE, orders

DOUBTFUL = orders(("03-04-2026", "A1", "K1", "1.234", "Zuid"), ("05-06-2026", "A2", "K2", "2.345", "Noord"))
VISITS = b"Datum;Sessies\n14-05-2026;120\n15-05-2026;80\n31-05-2026;95"
EMPTY = ("leeg.xlsx", b"")


def keys(draft):
    return [entry.key for entry in draft.tables]


def test_one_file_keeps_the_plain_names_of_its_tables(store, spaak):
    draft = work.read_uploads(store, spaak, [("omzet.csv", MAY)])

    assert (keys(draft), draft.tables[0].file, draft.name) == (["omzet"], "omzet.csv", "omzet.csv")


def test_tables_of_several_files_are_called_by_their_file(store, spaak):
    draft = work.read_uploads(store, spaak, [("omzet.csv", MAY), ("bezoek.csv", VISITS)])

    assert keys(draft) == ["omzet.csv: omzet", "bezoek.csv: bezoek"]
    done = work.confirm(store, spaak)
    assert {kind: table.rows for kind, table in done.dataset.tables.items()} == {"sales": 3, "web": 3}
    assert [part.sheet for part in done.version.parts] == ["omzet", "bezoek"]


def test_a_second_drop_adds_to_the_draft_and_the_same_name_replaces(store, spaak):
    work.read_uploads(store, spaak, [("omzet.csv", MAY)])
    assert len(keys(work.read_uploads(store, spaak, [("bezoek.csv", VISITS)]))) == 2
    draft = work.read_uploads(store, spaak, [("OMZET.csv", MAY_AND_JUNE)])

    assert [file.file for file in draft.files] == ["bezoek.csv", "OMZET.csv"]
    assert work.confirm(store, spaak).dataset.tables["sales"].rows == 5


def test_two_files_of_one_name_in_one_drop_both_stay(store, spaak):
    draft = work.read_uploads(store, spaak, [("omzet.csv", MAY), ("map/omzet.csv", JUNE)])

    assert [file.file for file in draft.files] == ["omzet.csv", "omzet (2).csv"]


def test_a_file_can_be_taken_out(store, spaak):
    work.read_uploads(store, spaak, [("omzet.csv", MAY), ("bezoek.csv", VISITS)])
    assert keys(work.drop_file(store, spaak, "bezoek.csv")) == ["omzet"]
    with pytest.raises(StoreError) as caught:
        work.drop_file(store, spaak, "bezoek.csv")
    assert all("bezoek.csv" in say("error.unknown_file", lang, **caught.value.fields) for lang in LANGS)
    assert work.drop_file(store, spaak, "omzet.csv") is None
    assert work.draft(store, spaak) is None


def test_a_file_that_cannot_be_read_does_not_hold_up_the_others(store, spaak):
    draft = work.read_uploads(store, spaak, [EMPTY, ("omzet.csv", MAY)])

    ((name, error),) = draft.refused
    assert (name, keys(draft)) == ("leeg.xlsx", ["omzet"])
    assert all(say(f"error.{error.code}", lang, **error.fields) for lang in LANGS)
    with store.reading(spaak) as space:
        assert len(list(space.uploads.folder.iterdir())) == 1


def test_none_that_can_be_read_changes_nothing(store, spaak):
    work.read_uploads(store, spaak, [("omzet.csv", MAY)])

    with pytest.raises(UnreadableFile):
        work.read_uploads(store, spaak, [EMPTY])
    assert keys(work.draft(store, spaak)) == ["omzet"]


def test_decisions_reach_the_file_they_are_about(store, spaak):
    draft = work.read_uploads(store, spaak, [("april.csv", DOUBTFUL), ("juli.csv", DOUBTFUL + b"\n")])
    ids = [question.id for question in draft.questions]
    assert len(set(ids)) == len(ids)

    one = next(question for question in draft.questions if question.id.startswith("juli.csv: "))
    answered = work.answer(store, spaak, one.id, one.readings[0].choice)
    assert answered.answers == {one.id: one.readings[0].choice}
    assert any(question.id.startswith("april.csv: ") for question in answered.questions)
    assert one.id in {question.id for question in work.reopen(store, spaak, one.id).questions}

    draft = work.set_kind(store, spaak, "april.csv: april", None)
    draft = work.set_role(store, spaak, "juli.csv: juli", "Regio", "channel")
    assert [entry.mapping.kind for entry in draft.tables] == [None, "sales"]
    assert draft.table("juli.csv: juli").mapping.roles["channel"] == "Regio"


def test_a_draft_of_before_still_opens(store, spaak, tmp_path):
    digest = work.read_upload(store, spaak, "omzet.csv", DOUBTFUL).files[0].digest
    wanted = work.draft(store, spaak).questions[0]
    with store.engine.begin() as connection:
        for later in ("own_kpi", "entry", "look", "draft"):
            connection.execute(text(f"DROP TABLE {later}"))
        connection.execute(
            text(
                "CREATE TABLE draft (workspace_id VARCHAR(36) NOT NULL, name VARCHAR(200) NOT NULL, "
                "digest VARCHAR(64) NOT NULL, answers JSON NOT NULL, kinds JSON NOT NULL, roles JSON NOT NULL, "
                "updated_at DATETIME NOT NULL)"
            )
        )
        values = {
            "workspace": spaak,
            "digest": digest,
            "answers": json.dumps({wanted.id: wanted.readings[0].choice}),
            "kinds": json.dumps({"omzet": "sales"}),
            "roles": json.dumps({"omzet": {"Regio": "channel"}}),
        }
        connection.execute(
            text(
                "INSERT INTO draft VALUES (:workspace, 'omzet.csv', :digest, :answers, :kinds, :roles, "
                "'2026-07-01 09:00:00.000000')"
            ),
            values,
        )
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    store.close()

    again = open_store(folder=tmp_path / "data")
    try:
        draft = work.draft(again, spaak)
        assert draft.answers == {wanted.id: wanted.readings[0].choice}
        assert draft.table("omzet").mapping.roles["channel"] == "Regio"
        assert wanted.id not in {question.id for question in draft.questions}
    finally:
        again.close()


def locked_workbook(password):
    book = Workbook(made := BytesIO())
    sheet = book.add_worksheet("Omzet")
    for place, line in enumerate(MAY.decode().split("\n")):
        sheet.write_row(place, 0, line.split(";"))
    book.close()
    OOXMLFile(BytesIO(made.getvalue())).encrypt(password, locked := BytesIO())
    return locked.getvalue()


def test_a_password_opens_a_workbook_and_is_kept_nowhere(store, spaak, tmp_path):
    files = [("omzet.xlsx", locked_workbook("Geheim-8842"))]
    assert work.locked(files) == ("omzet.xlsx",)
    with pytest.raises(UnreadableFile):
        work.read_uploads(store, spaak, files)
    with pytest.raises(UnreadableFile, match="wrong_password"):
        work.read_uploads(store, spaak, files, passwords={"omzet.xlsx": "fout"})

    assert keys(work.read_uploads(store, spaak, files, passwords={"omzet.xlsx": "Geheim-8842"})) == ["Omzet"]
    assert work.confirm(store, spaak).dataset.tables["sales"].rows == 3
    assert not any(b"Geheim-8842" in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_the_files_in_an_archive_count_like_files_of_their_own(store, spaak):
    with zipfile.ZipFile(made := BytesIO(), "w") as archive:
        archive.writestr("mei.csv", MAY)
        archive.writestr("juni.csv", JUNE)
        archive.writestr("bezoek.csv", VISITS)
    work.read_uploads(store, spaak, [("alles.zip", made.getvalue())])

    done = work.confirm(store, spaak)
    assert {kind: table.rows for kind, table in done.dataset.tables.items()} == {"sales": 5, "web": 3}
    draft = work.read_uploads(store, spaak, [("nieuw.csv", MAY_AND_JUNE)])
    assert (draft.questions, draft.tables[0].plan.effect.rows_after) == ((), 5)
