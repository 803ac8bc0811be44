"""The layers of DESIGN, read from the imports. A failure says what to do."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = {
    "kpi_core.errors": 0,
    "kpi_core.lazy": 0,
    "kpi_core.units": 0,
    "kpi_core.texts": 0,
    "kpi_core.formula": 1,
    "kpi_core.model": 2,
    "kpi_core.numbers": 2,
    "kpi_core.periods": 2,
    "kpi_core.roles": 3,
    "kpi_core.catalogue": 3,
    "kpi_core.read": 3,
    "kpi_core.sample": 3,
    "kpi_core.profiles": 3,
    "kpi_core.mapping": 4,
    "kpi_core.joining": 4,
    "kpi_core.dataset": 4,
    "kpi_core.measurable": 4,
    "kpi_core.obtaining": 4,
    "kpi_core.sentences": 4,
    "kpi_core.own": 5,
    "kpi_core.compute": 5,
    "kpi_core.series": 6,
    "kpi_core.forecast": 6,
    "kpi_core.drivers": 6,
    "kpi_core.cohorts": 6,
    "kpi_core.gaps": 6,
    "kpi_core.compared": 6,
    "kpi_core.leading": 6,
    "kpi_core.targets": 6,
    "kpi_core.signals": 6,
    "kpi_core.effects": 6,
    "kpi_core.offers": 7,
    "kpi_core.passports": 7,
    "kpi_core.phrases": 7,
    "kpi_core.steering": 7,
    "kpi_core.alerts": 7,
    "kpi_core.receipts": 7,
    "kpi_core.insights": 7,
    "kpi_core.cards": 7,
    "kpi_core.charts": 7,
    "kpi_core.reports": 7,
    "kpi_core.export": 7,
    "kpi_core.store": 8,
    "kpi_core.work": 9,
    "kpi_core.cli": 9,
    "kpi_core.__main__": 9,
}
ONLY_IN = {
    "streamlit": ("app", "pages"),
    "sqlalchemy": ("kpi_core.store",),
    "alembic": ("kpi_core.store",),
    "openpyxl": ("kpi_core.read",),
    "python_calamine": ("kpi_core.read",),
    "xlsxwriter": ("kpi_core.export", "kpi_core.sample"),
    "pptx": ("kpi_core.export",),
    "docx": ("kpi_core.export",),
    "PIL": ("kpi_core.export",),
    "altair": ("kpi_core.charts",),
    "typst": ("kpi_core.export",),
    "icalendar": ("kpi_core.export",),
    "duckdb": ("kpi_core.dataset", "kpi_core.compute"),
    "ibis": ("kpi_core.dataset", "kpi_core.compute"),
    "click": ("kpi_core.cli", "kpi_core.__main__"),
}
NOT_IN_A_PAGE = ("pandas", "numpy", "altair", "babel", "sqlalchemy", "duckdb", "ibis")
CLOCK = {"now", "today", "utcnow", "time"}
MAY_READ_THE_CLOCK = ("kpi_core.cli", "kpi_core.__main__", "kpi_core.work", "kpi_core.store.store")  # the edges
ROUTER = "pages.main"
STATE = {"session_state", "cache_data", "cache_resource"}


def module_of(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def sources(*folders):
    return {
        module_of(path): path.read_text("utf-8")
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts
    }


CORE = sources("kpi_core")
PAGES = sources("pages")
APP = {"app": (ROOT / "app.py").read_text("utf-8")} if (ROOT / "app.py").exists() else {}


def imports_of(module, source, *, package=False, types_too=True):
    """Return the full names a module imports; `from a import b` counts as a.b, so that a submodule is seen."""
    tree = ast.parse(source)
    for_types = [
        node for node in ast.walk(tree) if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
    ]
    skipped = set() if types_too else {inner for node in for_types for inner in ast.walk(node)}
    found = set()
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = module.split(".")[: None if package and node.level == 1 else package - node.level]
                base = ".".join([*parents, *([base] if base else [])])
            found |= {f"{base}.{alias.name}" for alias in node.names}
    return found


def unit_of(name):
    """Return the entry of LAYERS a module belongs to; None when it is not listed."""
    return next((unit for unit in LAYERS if name == unit or name.startswith(f"{unit}.")), None)


def complaints(module, source, *, package=False):
    """Return what is wrong with one module's imports, as sentences that say what to do."""
    names = imports_of(module, source, package=package)
    found = [
        f"{module} imports {library}, which belongs in {' or '.join(homes)}: move the code there, or pass its result in."
        for library, homes in ONLY_IN.items()
        if any(name.split(".")[0] == library for name in names)
        and not any(module == home or module.startswith(f"{home}.") for home in homes)
    ]
    own = unit_of(module)
    for name in sorted(names):
        other = unit_of(name)
        if own and other and LAYERS[other] > LAYERS[own]:
            found.append(
                f"{module} (layer {LAYERS[own]}) imports {name} (layer {LAYERS[other]}): take it as an argument, or move "
                f"what both need to layer {LAYERS[own]} or lower."
            )
    return found


def is_package(module):
    return (ROOT / Path(*module.split(".")) / "__init__.py").exists()


@pytest.mark.parametrize("module", [name for name in CORE if name != "kpi_core"])
def test_every_module_has_a_layer(module):
    assert unit_of(module), f"{module} has no layer: add it to LAYERS in this file, as low as its imports allow."


@pytest.mark.parametrize("module", CORE | PAGES | APP)
def test_an_import_goes_to_the_same_or_a_lower_layer(module):
    source = (CORE | PAGES | APP)[module]

    assert not complaints(module, source, package=is_package(module))


def test_the_parts_of_the_core_have_no_cycles():
    graph = {unit: set() for unit in LAYERS}
    for module, source in CORE.items():
        if own := unit_of(module):
            names = imports_of(module, source, package=is_package(module), types_too=False)
            graph[own] |= {unit for name in names if (unit := unit_of(name)) and unit != own}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"these import each other, take one of them apart: {' -> '.join(error.args[1])}")


@pytest.mark.parametrize("module", [name for name in CORE if not name.startswith(MAY_READ_THE_CLOCK)])
def test_the_core_does_not_read_the_clock(module):
    calls = [
        ast.unparse(node)
        for node in ast.walk(ast.parse(CORE[module]))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCK
        and ast.unparse(node.func.value).split(".")[-1] in {"date", "datetime", "time", "Timestamp"}
    ]

    assert not calls, f"{module} reads the clock: take `today` or `now` as an argument and let the edge pass it."


@pytest.mark.parametrize("script", [name for name in PAGES if not name.startswith("pages.parts")])
def test_a_page_imports_no_other_page_and_does_no_work_itself(script):
    names = imports_of(script, PAGES[script])
    pages = sorted(name for name in names if name.startswith("pages.") and not name.startswith("pages.parts"))
    heavy = sorted(name for name in names if name.split(".")[0] in NOT_IN_A_PAGE)
    private = sorted(name for name in names if name.startswith(("kpi_core", "pages")) and "._" in name)

    assert not pages or script == ROUTER, f"{script} imports {pages}: put what both need in pages/parts."
    assert not heavy, f"{script} imports {heavy}: let kpi_core do that and show what it returns."
    assert not private, f"{script} imports private names {private}: make them public or ask for less."


@pytest.mark.parametrize("script", PAGES)
def test_only_one_file_touches_the_session_and_the_caches(script):
    touched = {node.attr for node in ast.walk(ast.parse(PAGES[script])) if isinstance(node, ast.Attribute)} & STATE

    assert not touched or script == "pages.parts.state", (
        f"{script} uses {sorted(touched)}: go through pages/parts/state.py."
    )


@pytest.mark.parametrize("script", [name for name in PAGES if not name.startswith("pages.parts")])
def test_a_page_does_not_choose_by_language(script):
    choices = [
        ast.unparse(node.test)
        for node in ast.walk(ast.parse(PAGES[script]))
        if isinstance(node, ast.If | ast.IfExp) and {"'nl'", "'en'"} & set(ast.unparse(node.test).split())
    ]

    assert not choices, f"{script} chooses by language ({choices}): put both texts in kpi_core/texts."


@pytest.mark.parametrize("module", CORE | PAGES | APP)
def test_a_file_is_short_enough_to_read(module):
    most = 100 if module in PAGES and not module.startswith("pages.parts") else 300
    lines = (CORE | PAGES | APP)[module].count("\n")

    assert lines <= most, f"{module} has {lines} lines, at most {most}: split it along its nouns."


def test_half_of_the_files_are_under_130_lines():
    lengths = sorted(source.count("\n") for source in CORE.values() if source.strip())

    assert lengths[len(lengths) // 2] < 130


BAD = {
    "upward": ("kpi_core.model.files", "from kpi_core.compute import compute"),
    "upward by module": ("kpi_core.numbers.shown", "import kpi_core.cards"),
    "upward by package": ("kpi_core.periods", "from kpi_core import store"),
    "relative": ("kpi_core.read.header", "from ..mapping import propose"),
    "only for types": ("kpi_core.read.header", "if TYPE_CHECKING:\n    from kpi_core.store import Store"),
    "streamlit in the core": ("kpi_core.cards", "import streamlit as st"),
    "openpyxl outside reading": ("kpi_core.export.results", "from openpyxl import load_workbook"),
    "inside a function": ("kpi_core.cards", "def f():\n    import duckdb"),
}


@pytest.mark.parametrize(("module", "source"), BAD.values(), ids=BAD)
def test_a_wrong_import_is_found(module, source):
    assert len(complaints(module, source)) == 1


def test_an_import_from_below_is_fine():
    assert not complaints("kpi_core.cards", "from kpi_core.model import Kpi\nfrom kpi_core.numbers import show_value")
