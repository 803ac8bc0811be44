"""What the reader of figures should know beside them: the warnings of computing, in words and without ids."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from kpi_core.catalogue import CATALOGUE, SETTINGS
from kpi_core.formula.facts import tables
from kpi_core.numbers import show_count, show_period
from kpi_core.passports.content import listed
from kpi_core.periods import parse_period
from kpi_core.roles import ROLES
from kpi_core.sentences import tell_issue
from kpi_core.series import as_variant
from kpi_core.texts import say
from kpi_core.work.closed import both_shown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping as Map
    from datetime import date

    from kpi_core.dataset import Dataset
    from kpi_core.formula.tree import Node
    from kpi_core.model import Issue, Kpi, Results
    from kpi_core.texts import Lang

OF_SEVERAL = frozenset(
    {"period_empty", "early_first_seen", "register_quiet", "none_ended", "balance_first_days", "balance_thin"}
)
"""What is said of a table behind a figure, so that figures over the same table share one sentence."""
OF_CLOSED = frozenset({"restated", "restated_more", "restated_fewer", "restated_others", "closed_otherwise"})
"""What is said of figures that a round closed."""


def remarks(
    issues: Iterable[Issue], lang: Lang, since: date | None = None, known: Map[str, Kpi] = CATALOGUE
) -> tuple[str, ...]:
    """Return the warnings among the issues as sentences, each once.

    since: the first day that is looked at; a warning about the time before it is left out. None = everything is looked at.
    known: the KPIs of the workspace by id.
    """
    spoken = [_named(issue, lang, known) for issue in issues if issue.level != "info" and not _is_past(issue, since)]
    spoken = _together(spoken, lang)
    return tuple(dict.fromkeys(tell_issue(issue, lang) for issue in spoken))


def _together(issues: Iterable[Issue], lang: Lang) -> list[Issue]:
    """Return the issues with one for all KPIs where it says the same of each."""
    found: dict[object, list[Issue]] = {}
    for place, issue in enumerate(issues):
        same = tuple(sorted((name, str(value)) for name, value in issue.fields.items() if name != "kpi"))
        found.setdefault((issue.code, same) if issue.code in OF_SEVERAL else place, []).append(issue)
    merged = []
    for one, *more in found.values():
        names = list(dict.fromkeys(str(issue.fields.get("kpi")) for issue in (one, *more)))
        merged.append(replace(one, fields={**one.fields, "kpi": listed(names, lang)}) if len(names) > 1 else one)
    return merged


def of_data(dataset: Dataset, trees: Iterable[Node]) -> tuple[Issue, ...]:
    """Return what preparing the data told about the tables that some formulas look at."""
    kinds = {kind for tree in trees for kind in tables(tree)} & dataset.tables.keys()
    places = {place for kind in kinds for place in pc.unique(dataset.tables[kind].data["_source"]).to_pylist()}
    sheets = {dataset.sources[place][1] for place in places if place < len(dataset.sources)}
    return tuple(issue for issue in dataset.issues if issue.sheet is None or issue.sheet in sheets)


def _is_past(issue: Issue, since: date | None) -> bool:
    until = issue.fields.get("until")
    return since is not None and until is not None and str(until) < since.isoformat()


def _named(issue: Issue, lang: Lang, kpis: Map[str, Kpi]) -> Issue:
    fields = dict(issue.fields)
    about = kpis.get(str(fields.get("kpi")))
    if about and issue.code in OF_CLOSED:
        fields |= _closed(fields, as_variant(about, str(fields.get("variant"))), lang)
    if about:
        fields["kpi"] = about.name[lang]
    if "columns" in fields:
        known = (place.partition(".")[2] for place in str(fields["columns"]).split(", "))
        fields["columns"] = ", ".join(ROLES[role].name[lang] for role in known if role in ROLES)
    if "param" in fields:
        fields["param"] = SETTINGS[str(fields["param"])].name[lang]
    return replace(issue, fields=fields)


def _closed(fields: Map[str, object], kpi: Kpi, lang: Lang) -> dict[str, object]:
    """Return the period and the two figures of what was closed and says something else by now, as people read them."""
    found: dict[str, object] = {}
    if "period" in fields:
        found["period"] = show_period(parse_period(str(fields["period"])), lang)
    was, now = (value if isinstance(value := fields.get(name), float) else None for name in ("was", "now"))
    found["was"], found["now"] = both_shown(was, now, kpi, lang)
    return found


def left_out(results: Results, kpi: Kpi, there: int, lang: Lang) -> str:
    """Say how many parts of a split have no value, "" when there is none to miss; there: how many have one."""
    frame = results.frame
    parts = frame[(frame["kpi"] == kpi.id) & frame["segment"].notna()]
    missing = int(parts["value"].isna().sum())
    return say("explore.left_out", lang, n=missing, count=show_count(missing, lang)) if missing and there else ""
