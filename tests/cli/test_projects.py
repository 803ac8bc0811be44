"""A workspace to a file and back on the command line."""

import pytest

from kpi_core.cli import run
from kpi_core.store import Choice, open_store


@pytest.fixture
def call(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("KPI_KOMPAS_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("KPI_KOMPAS_DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    store = open_store()
    with store.writing(store.create_workspace("De Spaak", "nl").id) as space:
        space.choices.put(Choice("revenue", "company", 0))
    store.close()

    def run_it(*arguments):
        code = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return run_it


def names():
    store = open_store()
    found = [one.name for one in store.workspaces()]
    store.close()
    return found


@pytest.mark.parametrize("more", [(), ("--without-data",)])
def test_a_workspace_goes_out_and_comes_in(call, tmp_path, more):
    file = tmp_path / "uit.kompas"

    assert call("export-project", "De Spaak", "-o", file, *more) == (0, f"‘De Spaak’ staat in {file}.\n", "")
    assert call("import-project", file, "--name", "Kopie") == (0, "De werkruimte ‘Kopie’ is gemaakt.\n", "")
    assert call("export-project", "Kopie", "--lang", "en", *more) == (0, "‘Kopie’ is in Kopie.kompas.\n", "")
    assert names() == ["De Spaak", "Kopie"]


def test_a_template_needs_a_name(call, tmp_path):
    assert call("export-project", "De Spaak", "--template")[0] == 0
    file = tmp_path / "De Spaak.sjabloon.kompas"

    assert call("import-project", file)[0] == 2
    assert call("import-project", file, "--name", "Knip")[0] == 0
    assert names() == ["De Spaak", "Knip"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("import-project", "weg.kompas"), 3, "Het bestand weg.kompas is er niet of mag niet worden gelezen."),
        (("import-project", "los.txt"), 3, "Dit is geen projectbestand van KPI Kompas."),
        (("import-project", "los.txt", "--lang", "en"), 3, "This is not a KPI Kompas project file."),
        (("export-project", "De Spak"), 2, "Een werkruimte ‘De Spak’ is er niet. Bedoel je De Spaak"),
        (("export-project", "De Spaak", "-o", "geen/map/x.kompas"), 3, "Het bestand geen/map/x.kompas"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(call, tmp_path, arguments, code, said):
    (tmp_path / "los.txt").write_text("omzet")

    found = call(*arguments)

    assert (found[0], found[1]) == (code, "")
    assert found[2].startswith(said)
    assert names() == ["De Spaak"]
