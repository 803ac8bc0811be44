"""A workspace goes to another installation and is the same there; what is no project file of ours changes nothing."""

import hashlib
import io
import json
import stat
import tomllib
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PIL import Image

from kpi_core import work
from kpi_core.errors import KpiError
from kpi_core.export.logo import logo_png
from kpi_core.export.project import PRODUCT, unpack
from kpi_core.model import Action, Agreement, Note, Round, Target, Vote
from kpi_core.periods import parse_period
from kpi_core.store import open_store
from kpi_core.store.transfer import TABLES, dump
from kpi_core.texts import LANGS, say
from kpi_core.work.project import export_project, import_project, project_name
from kpi_core.work.templates import begin_from, template
from tests.work.conftest import JUNE, MAY

TODAY = date(2026, 7, 10)
TARGET = Target("revenue", date(2026, 12, 31), date(2026, 1, 1), value=840_000.0, owner="Sanne de Vries")
ACTION = Action("a1", "revenue", "Bel slapende klanten", "Bram", date(2026, 8, 1), date(2026, 7, 1))


def picture(colour):
    sink = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(sink, "PNG")
    return sink.getvalue()


def fill(store, workspace):
    """Put something of every sort in a workspace, with history where there is any."""
    work.read_upload(store, workspace, "mei.csv", MAY)
    work.confirm(store, workspace)
    work.read_upload(store, workspace, "juni.csv", JUNE)
    work.confirm(store, workspace)
    work.go_to_version(store, workspace, work.versions(store, workspace)[1].id)
    work.read_upload(store, workspace, "wacht.csv", JUNE.replace(b"B1", b"C1"))
    for kpi in ("revenue", "average_order_value", "return_rate"):
        work.choose(store, workspace, kpi)
    work.bench(store, workspace, "return_rate")
    work.unchoose(store, workspace, "average_order_value")
    work.set_goal(store, workspace, "growth")
    work.choose(store, workspace, "return_rate", "sales")
    work.set_contribution(store, workspace, "sales", "return_rate", "revenue")
    work.set_param(store, workspace, "margin", 0.41)
    work.set_team(store, workspace, ["Sanne de Vries", "Bram"])
    work.mark_special(store, workspace, "revenue", parse_period("2026-05"), "Verbouwing")
    own = work.save_own(store, workspace, work.OwnDraft("Bon", "omzet / aantal(orders)"), "nl")
    work.remove_own(store, workspace, own.id)
    work.undo_own(store, workspace, own.id)
    work.set_target(store, workspace, TARGET)
    work.set_target(store, workspace, replace(TARGET, value=860_000.0, why="Nieuwe vestiging"))
    work.undo_target(store, workspace, "revenue")
    with store.writing(workspace) as space:
        actions = space.entries("action")
        actions.put("a1", ACTION)
        actions.put("a1", replace(ACTION, owner="Sanne de Vries"))
        actions.put("a1", replace(ACTION, done_on=date(2026, 7, 20)))
        actions.undo("a1")
        actions.undo("a1")
        vote = Vote("Bram", 2, date(2026, 7, 1), "Te hoog in de zomer", "Zomer telt minder mee")
        space.entries("agreement").put("revenue", Agreement("v1", ("Bram",), (vote,), "Sanne", date(2026, 7, 2)))
        space.entries("round").put(
            "r1", Round("r1", "2026-06", date(2026, 7, 3), ("Bram",), figures={"revenue": {"2026-06": None}})
        )
        space.entries("note").put("n1", Note("n1", 'Regen "=1+1" \\ €', date(2026, 7, 1), "revenue"))
        space.entries("note").remove("n1")
    for colour in ("red", "blue"):
        work.set_logo(store, workspace, picture(colour))
    work.remove_logo(store, workspace)
    work.set_client(store, workspace, "De Spaak BV")
    with store.writing(workspace) as space:
        space.looks.add("revenue", date(2026, 7, 1))
    return workspace


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The installation it comes from, for all tests: taking something out changes nothing."""
    opened = open_store(folder=tmp_path_factory.mktemp("here"), now=lambda: datetime(2026, 7, 1, 9, 0, tzinfo=UTC))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def filled(store):
    return fill(store, work.create(store, "Fietshuis De Spaak", "nl").id)


@pytest.fixture
def elsewhere(tmp_path):
    """Another installation, in which another workspace already moved the row numbers on."""
    yield from another(tmp_path)


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory):
    """The same for what is refused: it stays as it is, so one serves all."""
    yield from another(tmp_path_factory.mktemp("unchanged"))


def another(folder):
    opened = open_store(folder=folder / "elsewhere", now=lambda: datetime(2026, 8, 1, 9, 0, tzinfo=UTC))
    other = work.create(opened, "Bakkerij Kruim", "nl").id
    work.choose(opened, other, "revenue")
    with opened.writing(other) as space:
        space.entries("action").put("x", ACTION)
        space.targets.set(TARGET)
    yield opened
    opened.close()


def everything(store):
    """Return all rows of all workspaces and all files, to see that nothing changed."""
    found = {}
    for entry in (*store.workspaces(), *store.workspaces(trashed=True)):
        if entry.deleted_at is None:
            with store.reading(entry.id) as space:
                found[entry.id] = dump(space)
    return found, sorted(str(path) for path in (store.folder / "workspaces").rglob("*"))


def test_every_sort_of_row_is_in_the_example(store, filled):
    with store.reading(filled) as space:
        rows = dump(space)

    assert {name for name in TABLES if rows[name]} == set(TABLES)


@pytest.mark.parametrize("data", [True, False])
def test_out_and_in_and_out_again_gives_the_same_bytes(store, filled, elsewhere, data):
    first = export_project(store, filled, data=data)
    made = import_project(elsewhere, first)

    assert export_project(elsewhere, made.id, data=data) == first
    assert (made.name, made.language) == ("Fietshuis De Spaak", "nl")


def test_what_was_entered_is_there_with_its_history_and_can_be_undone_further(store, filled, elsewhere):
    made = import_project(elsewhere, export_project(store, filled)).id

    assert work.targets(elsewhere, made) == (TARGET,)
    assert [state.target and state.target.value for state in work.target_history(elsewhere, made, "revenue")] == [
        840_000.0,
        860_000.0,
        840_000.0,
    ]
    with elsewhere.writing(made) as space:
        assert space.entries("action").get("a1") == ACTION
        assert space.entries("action").undo("a1") is None  # before the first there was nothing: two steps were undone
        assert space.entries("note").undo("n1").text == 'Regen "=1+1" \\ €'
        assert space.choices.removed("average_order_value", "company") is not None
    assert [one.name for one in elsewhere.workspaces()] == ["Bakkerij Kruim", "Fietshuis De Spaak"]


def test_the_data_counts_the_same_and_its_files_can_be_read_again(store, filled, elsewhere):
    made = import_project(elsewhere, export_project(store, filled)).id
    was, now = work.current(store, filled), work.current(elsewhere, made)

    assert now.fingerprint == was.fingerprint
    assert all(now.tables[kind].data.equals(table.data) for kind, table in was.tables.items())
    assert [version.fingerprint for version in work.versions(elsewhere, made)] == [
        version.fingerprint for version in work.versions(store, filled)
    ]
    assert work.undo_branding(elsewhere, made).logo == logo_png(picture("blue"))
    work.confirm(elsewhere, made)  # the draft that waited: every earlier file is read again


def test_the_same_file_twice_makes_two_workspaces(store, filled, elsewhere):
    data = export_project(store, filled)
    first, second = import_project(elsewhere, data), import_project(elsewhere, data, name="Spaak Tilburg")

    assert first.id != second.id
    assert second.name == "Spaak Tilburg"
    assert elsewhere.latest_workspace() == second.id


def test_without_data_no_file_and_nothing_of_one_goes_along(store, filled):
    project = unpack(export_project(store, filled, data=False))

    assert {name.split("/")[0] for name in project.files} == {"logos"}
    assert not {"upload", "dataset_version", "draft"} & set(project.rows)
    assert not any(b"mei.csv" in json.dumps(rows).encode() for rows in project.rows.values())


def test_the_version_of_the_product_is_the_one_of_the_repository():
    told = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))

    assert told["project"]["version"] == PRODUCT


@pytest.mark.parametrize(
    ("name", "file"), [("De Spaak", "De Spaak.kompas"), ("../../etc/a/b", "..-..-etc-a-b.kompas"), ("a" * 300, None)]
)
def test_the_file_is_called_after_the_workspace(name, file):
    found = project_name(name)

    assert found.endswith(".kompas")
    assert len(found) <= 200
    assert file in {None, found}


class TestTemplates:
    CANARIES = (
        "Sanne",
        "Bram",
        "Spaak",
        "840000",
        "860000",
        "0.41",
        "Verbouwing",
        "slapende",
        "mei.csv",
        "Zuid",
        "zomer",
    )

    def test_no_name_and_no_figure_goes_along(self, store, filled):
        with zipfile.ZipFile(io.BytesIO(template(store, filled))) as archive:
            words = b"\n".join(archive.read(name) for name in archive.namelist()).decode()

        assert [canary for canary in self.CANARIES if canary.casefold() in words.casefold()] == []

    def test_a_next_client_begins_with_the_same_kpis_and_goal(self, store, filled, elsewhere):
        made = import_project(elsewhere, template(store, filled), name="Kapsalon Knip").id

        assert [(one.kpi, one.level, one.benched) for one in work.choices(elsewhere, made)] == [
            ("revenue", "company", False),
            ("return_rate", "company", True),
            ("return_rate", "sales", False),
        ]
        assert work.contributes(elsewhere, made) == {("sales", "return_rate"): "revenue"}
        assert work.goal(elsewhere, made).id == "growth"
        assert [one.kpi.name for one in work.own_kpis(elsewhere, made, "nl")] == ["Bon"]
        assert work.targets(elsewhere, made) == ()
        assert work.team(elsewhere, made) == ()

    def test_another_workspace_serves_as_one_too(self, store, filled):
        made = begin_from(store, filled, "Kapsalon Knip")

        assert template(store, made.id) == template(store, filled)

    def test_a_name_is_needed(self, store, filled):
        with pytest.raises(KpiError, match="empty_name"):
            import_project(store, template(store, filled))


def again(data, *, change=None, rows=None, files=None, manifest=None, hashed=True, write=None):
    """Write a project file anew with something else in it. change: members; rows: a table's rows; manifest: its entries."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    told = json.loads(members.pop("manifest.json"))
    for table, changed in (rows or {}).items():
        name = f"rows/{table}.json"
        members[name] = json.dumps(changed(json.loads(members.get(name, b"[]")))).encode()
    members |= files or {}
    for name in [name for name, content in members.items() if content is None]:
        del members[name]
    if hashed:
        told["members"] = {
            name: {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in members.items()
        }
    members |= change or {}
    members["manifest.json"] = json.dumps(told | (manifest or {})).encode()
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(members):
            archive.writestr(name, members[name])
        if write:
            write(archive)
    return sink.getvalue()


def first(**values):
    """Return what gives the first row of a table other values."""
    return lambda rows: [{**rows[0], **values}, *rows[1:]]


def body(**values):
    """Return what gives the body of the first row of a table other values."""
    return lambda rows: [{**rows[0], "body": {**rows[0]["body"], **values}}, *rows[1:]]


def setting(key, value):
    return lambda rows: [*rows, {"key": key, "value": value, "updated_at": "2026-07-01T00:00:00+00:00"}]


def instead(key, value):
    """Return what gives a setting that is there another value."""
    return lambda rows: [{**row, "value": value} if row["key"] == key else row for row in rows]


def link(archive):
    entry = zipfile.ZipInfo("uploads/" + "b" * 64)
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    archive.writestr(entry, "/etc/passwd")


def twice(archive):
    with pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("workspace.json", b"{}")


def deep(n):
    return b"[" * n + b"]" * n


def parquet_of_another_sort(data):
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = io.BytesIO()
    pq.write_table(pa.table({"x": [1]}), sink)
    return again(data, files={name: sink.getvalue() for name in unpack(data).files if name.endswith(".parquet")})


def without(data, ending):
    return again(data, files={name: None for name in unpack(data).files if name.endswith(ending)})


def again_without_manifest():
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
    return sink.getvalue()


def bent(data):
    """Return the file with a manifest that says `members` is a number."""
    return again(data, manifest={"members": 3})


def flipped(data):
    place = data.index(b"PAR1") + 40  # inside what is stored as it is
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


BAD = {
    "nothing": ("project_other", lambda _: b""),
    "text": ("project_other", lambda _: b"omzet;kosten\n1;2\n"),
    "a workbook": ("project_other", lambda _: again_without_manifest()),
    "another format": ("project_other", lambda data: again(data, manifest={"format": "kpi-other"})),
    "a manifest that is no JSON": ("project_damaged", bent),
    "cut off": ("project_damaged", lambda data: data[: len(data) // 2]),
    "cut off at the end": ("project_damaged", lambda data: data[:-30]),
    "one byte else": ("project_damaged", flipped),
    "another hash": ("project_damaged", lambda data: again(data, change={"workspace.json": b"{}"})),
    "a member too many": ("project_damaged", lambda data: again(data, change={"rows/extra.json": b"[]"})),
    "a member too few": ("project_damaged", lambda data: again(data, files={"rows/look.json": None}, hashed=False)),
    "newer": ("project_newer", lambda data: again(data, manifest={"version": 2})),
    "older": ("project_older", lambda data: again(data, manifest={"version": 0})),
    "no version": ("project_damaged", lambda data: again(data, manifest={"version": "1"})),
    "a version that is true": ("project_damaged", lambda data: again(data, manifest={"version": True})),
    "another kind": ("project_damaged", lambda data: again(data, manifest={"kind": "virus"})),
    "another language": ("project_unfit", lambda data: again(data, manifest={"language": "xx"})),
    "a way up": ("project_unsafe", lambda data: again(data, files={"../../evil.json": b"{}"})),
    "a way up inside a folder of ours": ("project_unsafe", lambda data: again(data, files={"uploads/../../x": b"{}"})),
    "a whole path": ("project_unsafe", lambda data: again(data, files={"/etc/cron.d/x": b"{}"})),
    "a path of Windows": ("project_unsafe", lambda data: again(data, files={"C:\\x.json": b"{}"})),
    "a link": ("project_unsafe", lambda data: again(data, write=link)),
    "a name twice": ("project_unsafe", lambda data: again(data, write=twice)),
    "a bomb": ("project_unsafe", lambda data: again(data, files={"rows/look.json": b" " * 60_000_000})),
    "many members": (
        "project_unsafe",
        lambda data: again(data, files={f"uploads/{n:064x}": b"" for n in range(4_100)}),
    ),
    "deep JSON": ("project_damaged", lambda data: again(data, files={"rows/look.json": deep(100_000)})),
    "JSON that is deeper than ours": ("project_damaged", lambda data: again(data, files={"rows/look.json": deep(90)})),
    "a number without end": ("project_damaged", lambda data: again(data, files={"rows/look.json": b'[{"n":NaN}]'})),
    "a number of many digits": (
        "project_damaged",
        lambda data: again(data, files={"rows/look.json": b"[" + b"9" * 10_000 + b"]"}),
    ),
    "a key twice": ("project_damaged", lambda data: again(data, files={"rows/look.json": b'[{"a":1,"a":2}]'})),
    "a letter no database takes": ("project_damaged", lambda data: again(data, rows={"look": first(kpi="a\0")})),
    "half a letter": ("project_damaged", lambda data: again(data, rows={"look": first(kpi="\ud800")})),
    "rows that are no list": ("project_damaged", lambda data: again(data, files={"rows/look.json": b"{}"})),
    "an unknown table": ("project_unfit", lambda data: again(data, files={"rows/secret.json": b"[]"})),
    "an unknown column": ("project_unfit", lambda data: again(data, rows={"look": first(more=1)})),
    "a day that is none": ("project_unfit", lambda data: again(data, rows={"look": first(day="gisteren")})),
    "a moment without a zone": (
        "project_unfit",
        lambda data: again(data, rows={"choice": first(updated_at="2026-07-01T00:00:00")}),
    ),
    "a count that is text": ("project_unfit", lambda data: again(data, rows={"look": first(count="1")})),
    "a count that is too large": ("project_unfit", lambda data: again(data, rows={"look": first(count=2**70)})),
    "a row twice": ("project_unfit", lambda data: again(data, rows={"look": lambda rows: rows * 2})),
    "a name that is too long": ("project_unfit", lambda data: again(data, rows={"target": first(who="x" * 500)})),
    "two current versions": (
        "project_unfit",
        lambda data: again(data, rows={"dataset_version": lambda rows: [{**row, "current": True} for row in rows]}),
    ),
    "an unknown noun": ("project_unfit", lambda data: again(data, rows={"target": body(**{"$": "Popen"})})),
    "another noun of ours": (
        "project_unfit",
        lambda data: again(data, rows={"entry": body(**{"$": "Vote", "person": "x", "fingers": 1})}),
    ),
    "a target whose value is text": ("project_unfit", lambda data: again(data, rows={"target": body(value="veel")})),
    "a target of a KPI that is a list": ("project_unfit", lambda data: again(data, rows={"target": body(kpi=[1])})),
    "a target under another name": ("project_unfit", lambda data: again(data, rows={"target": first(kpi="margin")})),
    "an undo that goes nowhere": ("project_unfit", lambda data: again(data, rows={"entry": first(again=99)})),
    "a setting of another shape": (
        "project_unfit",
        lambda data: again(data, rows={"setting": setting("param.margin", "veel")}),
    ),
    "people that are numbers": ("project_unfit", lambda data: again(data, rows={"setting": instead("people", [1])})),
    "contributions of another shape": (
        "project_unfit",
        lambda data: again(data, rows={"setting": instead("contributes", {"sales": ["revenue"]})}),
    ),
    "a period that is none": (
        "project_unfit",
        lambda data: again(data, rows={"setting": setting("special.revenue", {"ooit": "x"})}),
    ),
    "a file under the hash of another": (
        "project_unfit",
        lambda data: again(data, files={"uploads/" + "c" * 64: b"abc"}),
    ),
    "a file nobody names": (
        "project_unfit",
        lambda data: again(data, files={"uploads/" + hashlib.sha256(b"abc").hexdigest(): b"abc"}),
    ),
    "a logo that is none": (
        "project_unfit",
        lambda data: again(
            data,
            files={"logos/" + hashlib.sha256(b"<svg/>").hexdigest(): b"<svg/>"},
            rows={"entry": first(kind="brand", key="logo", body=hashlib.sha256(b"<svg/>").hexdigest())},
        ),
    ),
    "no data where rows name it": ("project_unfit", lambda data: without(data, ".parquet")),
    "data that is no Parquet": (
        "project_unfit",
        lambda data: again(data, files={n: b"PAR1" for n in unpack(data).files if n.endswith(".parquet")}),
    ),
    "data with other columns": ("project_unfit", parquet_of_another_sort),
    "data that is described otherwise": (
        "project_unfit",
        lambda data: again(data, files={n: b"[]" for n in unpack(data).files if n.endswith(".json")}),
    ),
    "no name": ("project_unfit", lambda data: again(data, files={"workspace.json": b"{}"})),
    "no moment": (
        "project_unfit",
        lambda data: again(data, files={"workspace.json": b'{"name": "x", "created_at": 1}'}),
    ),
    "a template with rows": ("project_damaged", lambda data: again(data, manifest={"kind": "template"})),
}


@pytest.mark.parametrize(("code", "made"), BAD.values(), ids=BAD)
def test_what_is_not_ours_is_refused_in_a_sentence_and_changes_nothing(exported, unchanged, code, made):
    before = everything(unchanged)

    with pytest.raises(KpiError) as caught:
        import_project(unchanged, made(exported))

    assert caught.value.code == code
    assert everything(unchanged) == before
    for lang in LANGS:
        assert say(f"error.{code}", lang, **caught.value.fields)


@pytest.fixture(scope="module")
def template_bytes(tmp_path_factory):
    """A template with as little in it as there can be."""
    opened = open_store(folder=tmp_path_factory.mktemp("bare"))
    data = template(opened, work.create(opened, "Fietshuis De Spaak", "nl").id)
    opened.close()
    return data


@pytest.fixture(scope="module")
def exported(store, filled):
    return export_project(store, filled)


BAD_TEMPLATES = {
    "a KPI without a formula": {"own_kpis": [{"$": "OwnKpi", "id": "own.x"}], "choices": [], "settings": {}},
    "another noun": {"own_kpis": [{"$": "date", "iso": "2026-01-01"}], "choices": [], "settings": {}},
    "an unknown level": {
        "own_kpis": [],
        "choices": [{"kpi": "revenue", "level": "x", "benched": False, "variant": None}],
        "settings": {},
    },
    "nothing": {},
}


@pytest.mark.parametrize("told", BAD_TEMPLATES.values(), ids=BAD_TEMPLATES)
def test_a_template_that_is_not_ours_is_refused_and_changes_nothing(template_bytes, unchanged, told):
    before = everything(unchanged)
    data = again(template_bytes, files={"workspace.json": json.dumps(told).encode()})

    with pytest.raises(KpiError, match="project_unfit"):
        import_project(unchanged, data, name="Knip")

    assert everything(unchanged) == before


def test_a_full_disk_leaves_nothing_behind(exported, unchanged, monkeypatch):
    def full(_):
        raise OSError("no space left on device")

    before = everything(unchanged)
    monkeypatch.setattr("kpi_core.store.files.os.fsync", full)

    with pytest.raises(KpiError, match="folder_not_writable"):
        import_project(unchanged, exported)
    assert everything(unchanged) == before
