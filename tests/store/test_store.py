"""Everything entered is there again: after reopening, in a second store, and never in another workspace."""

from datetime import date

import pytest

from kpi_core.errors import StoreError
from kpi_core.model import ColumnRole, Mapping, Target
from kpi_core.store import Choice, Part, RefusedFile, StoredDraft, StoredFile
from kpi_core.texts import LANGS, say

REVENUE = Target("revenue", date(2026, 12, 31), date(2026, 1, 1), value=840_000.0, owner="Sanne")
SOUTH = Target("revenue", date(2026, 12, 31), date(2026, 1, 1), value=90_000.0, segment=("region", "Zuid"))
MAPPING = Mapping("Verkoop", "sales", "sure", (ColumnRole("Datum", "order_date", "sure", "user", {}, "user"),))
PART = Part("omzet.xlsx", "a" * 64, "Verkoop", "sales", "s", MAPPING, {"Verkoop!D:number": "comma"}, 3)

FILE = StoredFile("omzet.xlsx", "a" * 64, {"q": "comma"}, {"Blad1": None}, {"Blad1": {"A": "x"}})
DRAFT = StoredDraft((FILE,), {"join": "yes"}, (RefusedFile("leeg.csv", "no_rows", {"file": "leeg.csv"}),))


def fill(store, workspace):
    with store.writing(workspace) as space:
        space.targets.set(REVENUE)
        space.targets.set(SOUTH)
        space.choices.put(Choice("revenue", "company", 0))
        space.settings.put("param.margin", 0.4)
        space.mappings.remember("s", MAPPING, {"D:number": "comma"})
        space.drafts.put(DRAFT)
        space.versions.add("f1", [PART])


def contents(store, workspace):
    with store.reading(workspace) as space:
        remembered = space.mappings.get("s")
        version = space.versions.current()
        return (
            space.targets.all(),
            space.choices.all(),
            space.settings.all(),
            remembered and (remembered.mapping, dict(remembered.answers)),
            space.drafts.get(),
            version and (version.fingerprint, version.parts),
        )


FILLED = (
    (REVENUE, SOUTH),
    (Choice("revenue", "company", 0),),
    {"param.margin": 0.4},
    (MAPPING, {"D:number": "comma"}),
    DRAFT,
    ("f1", (PART,)),
)


def test_reopening_gives_all_back(store, spaak, open_again):
    fill(store, spaak)
    store.close()

    assert contents(open_again(), spaak) == FILLED


def test_nothing_leaks_to_another_workspace(store, spaak):
    other = store.create_workspace("Bakkerij", "nl").id
    fill(store, spaak)

    assert contents(store, other) == ((), (), {}, None, None, None)
    with store.writing(other) as space:
        mine = space.folder
        with pytest.raises(StoreError, match="upload_gone"):
            space.uploads.bytes_of("a" * 64)
    with store.reading(spaak) as space:
        assert space.folder != mine


def test_a_version_of_another_workspace_cannot_be_made_current(store, spaak):
    fill(store, spaak)
    with store.reading(spaak) as space:
        version = space.versions.current().id
    other = store.create_workspace("Bakkerij", "nl").id

    with pytest.raises(StoreError, match="no_version"), store.writing(other) as space:
        space.versions.make_current(version)
    assert contents(store, spaak) == FILLED


def change_all_and_fail(store, workspace):
    with store.writing(workspace) as space:
        space.targets.remove("revenue")
        space.settings.put("param.margin", None)
        space.versions.add("f2", [])
        raise ZeroDivisionError


def test_an_error_half_way_changes_nothing(store, spaak):
    fill(store, spaak)

    with pytest.raises(ZeroDivisionError):
        change_all_and_fail(store, spaak)

    assert contents(store, spaak) == FILLED


def test_a_file_is_kept_as_it_was_and_once(store, spaak):
    with store.writing(spaak) as space:
        first, second = space.uploads.keep_file(b"abc"), space.uploads.keep_file(b"abc")

        assert first == second
        assert space.uploads.bytes_of(first) == b"abc"
        assert [entry.name for entry in space.uploads.folder.iterdir()] == [first]


def test_a_file_that_was_tampered_with_is_refused(store, spaak):
    with store.writing(spaak) as space:
        digest = space.uploads.keep_file(b"abc")
        (space.uploads.folder / digest).write_bytes(b"abd")

        with pytest.raises(StoreError, match="upload_gone"):
            space.uploads.bytes_of(digest)


def test_a_full_disk_leaves_no_half_file(store, spaak, monkeypatch):
    def full(_):
        raise OSError("no space left on device")

    monkeypatch.setattr("kpi_core.store.files.os.fsync", full)
    with store.reading(spaak) as space:
        with pytest.raises(StoreError, match="folder_not_writable"):
            space.uploads.keep_file(b"abc")
        assert list(space.uploads.folder.iterdir()) == []


@pytest.mark.parametrize("digest", ["../../kpi-kompas.sqlite3", "", "a" * 63, "A" * 64])
def test_a_digest_cannot_point_out_of_its_folder(store, spaak, digest):
    with store.reading(spaak) as space, pytest.raises(StoreError, match="upload_gone"):
        space.uploads.bytes_of(digest)


def test_data_folders_are_closed_to_other_users(store, spaak):
    with store.writing(spaak) as space:
        space.uploads.keep_file(b"abc")

        assert store.folder.stat().st_mode & 0o077 == 0
        assert space.uploads.folder.stat().st_mode & 0o077 == 0


def test_the_log_tells_who_did_what(open_again):
    store = open_again(who="Sanne")
    workspace = store.create_workspace("Fietshuis", "nl").id
    with store.writing(workspace) as space:
        space.settings.put("param.margin", 0.4)
        space.settings.put("param.margin", 0.5)

    with store.reading(workspace) as space:
        latest = space.events()[0]
    assert (latest.who, latest.action) == ("Sanne", "setting_changed")
    assert latest.detail == {"key": "param.margin", "before": 0.4, "after": 0.5}


class TestTargets:
    def test_a_changed_target_keeps_its_history(self, store, spaak):
        later = Target("revenue", date(2026, 12, 31), date(2026, 1, 1), value=900_000.0)
        with store.writing(spaak) as space:
            space.targets.set(REVENUE)
            space.targets.set(later)

            assert space.targets.get("revenue") == later
            assert [state.target for state in space.targets.history("revenue")] == [later, REVENUE]

    def test_a_removed_target_comes_back_by_undo(self, store, spaak):
        with store.writing(spaak) as space:
            space.targets.set(REVENUE)
            space.targets.remove("revenue")
            assert space.targets.all() == ()

            assert space.targets.undo("revenue") == REVENUE
            assert space.targets.all() == (REVENUE,)

    def test_undo_of_the_first_target_takes_it_away(self, store, spaak):
        with store.writing(spaak) as space:
            space.targets.set(REVENUE)

            assert space.targets.undo("revenue") is None
            assert space.targets.all() == ()

    def test_a_segment_has_its_own_target(self, store, spaak):
        with store.writing(spaak) as space:
            space.targets.set(REVENUE)
            space.targets.set(SOUTH)
            space.targets.remove("revenue")

            assert space.targets.all() == (SOUTH,)

    def test_the_same_target_twice_is_one_state(self, store, spaak):
        with store.writing(spaak) as space:
            space.targets.set(REVENUE)
            space.targets.set(REVENUE)

            assert len(space.targets.history("revenue")) == 1


class TestVersions:
    def test_the_newest_is_current_and_an_older_one_can_be_again(self, store, spaak):
        with store.writing(spaak) as space:
            first = space.versions.add("f1", [PART])
            space.versions.add("f2", [])
            assert space.versions.current().fingerprint == "f2"

            space.versions.make_current(first.id)
            assert space.versions.current().fingerprint == "f1"
            assert [version.fingerprint for version in space.versions.all()] == ["f2", "f1"]


class TestWorkspaces:
    def test_a_trashed_one_is_out_of_reach_and_comes_back_whole(self, store, spaak):
        fill(store, spaak)
        store.trash_workspace(spaak)

        assert store.workspaces() == ()
        assert [entry.id for entry in store.workspaces(trashed=True)] == [spaak]
        with pytest.raises(StoreError, match="no_workspace"), store.reading(spaak):
            pass
        store.restore_workspace(spaak)
        assert contents(store, spaak) == FILLED

    def test_they_come_by_name(self, store):
        for name in ("zus", "Aap", "bakker"):
            store.create_workspace(name, "nl")

        assert [entry.name for entry in store.workspaces()] == ["Aap", "bakker", "zus"]

    @pytest.mark.parametrize("id_", ["", "nope", "' OR 1=1 --"])
    def test_an_unknown_one_is_refused(self, store, id_):
        with pytest.raises(StoreError) as caught, store.writing(id_):
            pass
        for lang in LANGS:
            assert say(f"error.{caught.value.code}", lang, **caught.value.fields)


def test_the_stamp_moves_with_every_change_of_its_own_workspace_and_only_then(store):
    mine, other = store.create_workspace("Een", "nl").id, store.create_workspace("Twee", "nl").id
    with store.reading(mine) as space:
        before = space.stamp()
    with store.writing(other) as space:
        space.settings.put("param.margin", 0.4)
    with store.reading(mine) as space:
        assert space.stamp() == before
    with store.writing(mine) as space:
        space.settings.put("param.margin", 0.4)
    with store.reading(mine) as space:
        assert space.stamp() > before


def test_the_workspace_changed_last_is_known_unless_it_is_in_the_trash(store):
    assert store.latest_workspace() is None
    first, second = store.create_workspace("Bakker", "nl").id, store.create_workspace("Aannemer", "nl").id
    assert store.latest_workspace() == second
    store.change_workspace(first, name="Bakkerij")
    assert store.latest_workspace() == first
    store.trash_workspace(first)
    assert store.latest_workspace() == second
