"""The client's name and logo: kept with the workspace, and every change can be undone."""

import pytest

from kpi_core import work
from kpi_core.errors import UnreadableFile
from kpi_core.work.branding import NAME
from tests.export.pictures import png


def test_without_anything_the_workspace_gives_its_name(store, spaak):
    assert work.branding(store, spaak) == work.Branding("Fietshuis De Spaak", None)


def test_a_logo_is_kept_drawn_anew_and_its_removal_can_be_undone(store, spaak):
    kept = work.set_logo(store, spaak, png(1200, 300, "JPEG")).logo

    assert kept.startswith(b"\x89PNG")
    assert work.branding(store, spaak).logo == kept
    assert work.remove_logo(store, spaak).logo is None
    assert work.undo_branding(store, spaak).logo == kept
    assert work.undo_branding(store, spaak).logo is None


def test_the_first_logo_comes_back_after_a_second(store, spaak):
    first = work.set_logo(store, spaak, png(10, 10)).logo
    second = work.set_logo(store, spaak, png(20, 20)).logo

    assert second != first
    assert work.undo_branding(store, spaak).logo == first


def test_a_refused_logo_changes_nothing(store, spaak):
    kept = work.set_logo(store, spaak, png(10, 10))
    with pytest.raises(UnreadableFile):
        work.set_logo(store, spaak, b"<svg onload='x'/>")

    assert work.branding(store, spaak) == kept


def test_the_client_has_a_name_of_its_own_until_it_is_emptied(store, spaak):
    assert work.set_client(store, spaak, "  De\tSpaak\x00 B.V. ").name == "De Spaak B.V."
    assert work.set_client(store, spaak, " ").name == "Fietshuis De Spaak"
    assert work.undo_branding(store, spaak, NAME).name == "De Spaak B.V."


def test_a_logo_belongs_to_one_workspace(store, spaak):
    other = work.create(store, "Ander", "nl").id
    work.set_logo(store, spaak, png(10, 10))

    assert work.branding(store, other).logo is None


def test_a_logo_whose_file_is_damaged_counts_as_none(store, spaak):
    work.set_logo(store, spaak, png(10, 10))
    (file,) = (store.folder / "workspaces" / spaak / "logos").iterdir()
    file.chmod(0o600)
    file.write_bytes(b"other")

    assert work.branding(store, spaak).logo is None
