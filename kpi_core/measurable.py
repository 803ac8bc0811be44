"""Whether a KPI can be measured with the columns at hand, and if not what stands in the way, for each of its definitions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kpi_core.formula.facts import compared_words, dated_tables, params, registers, required_columns, tables
from kpi_core.formula.tree import Column
from kpi_core.roles import KINDS, ROLES

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Mapping as Map

    from kpi_core.formula.tree import Node
    from kpi_core.model import Kpi, Variant

SURVEYS = "surveys"
State = Literal["now", "variant", "setting", "words", "column", "columns", "table", "survey"]


@dataclass(frozen=True)
class Unheard:
    """A column that nowhere says what a formula looks for. `there`: the words it does hold, in alphabetical order."""

    column: Column
    wanted: tuple[str, ...]
    there: tuple[str, ...]


@dataclass(frozen=True)
class Measurable:
    """now: it can be measured, with `variant` when only that definition can (None = the KPI's own).

    missing: columns are absent. survey: people must be asked first. setting: a number only the user knows is not given.
    words: a column is there but never holds what the formula looks for. `missing`, `settings` and `words` are what the
    KPI's own definition lacks, empty for now; `tables` are the kinds in `missing` of which there is nothing at all.
    """

    status: Literal["now", "missing", "survey", "setting", "words"]
    missing: tuple[Column, ...] = ()
    variant: str | None = None
    tables: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    words: tuple[Unheard, ...] = ()

    @property
    def state(self) -> State:
        """The one word for it: what has to be done is another thing for each."""
        if self.status == "now":
            return "variant" if self.variant else "now"
        if self.status != "missing":
            return self.status
        return "table" if self.tables else "column" if len(self.missing) == 1 else "columns"


@dataclass(frozen=True)
class Present:
    """What the data holds. roles: per table kind. words: per column of words, lower case, where known.

    settings: the names with a value; None = not looked at, so that none is missing.
    """

    roles: Map[str, frozenset[str]]
    words: Map[Column, frozenset[str]]
    settings: Collection[str] | None = None


def needed(tree: Node, optional: tuple[str, ...] = ()) -> frozenset[Column]:
    """Return the columns a formula cannot do without: those it names and the dates that place its rows in time.

    What is in force on a day needs the last days too: without them nobody would ever have left.
    """
    named = {column for column in required_columns(tree) if f"{column.kind}.{column.role}" not in optional}
    spans = {Column(kind, role) for kind in registers(tree) for role in KINDS[kind].span or ()}
    return frozenset(named | spans | {Column(kind, KINDS[kind].date_role) for kind in dated_tables(tree)})


def measurable(
    kpi: Kpi,
    roles_present: Map[str, frozenset[str]],
    words_present: Map[Column, frozenset[str]] | None = None,
    settings: Collection[str] | None = None,
) -> Measurable:
    """Return whether what is present suffices for the KPI, or else for a variant that may stand in.

    words_present: the words a column holds, lower case, where known; a survey without the questions the KPI rests on
    (NPS, say) still has to be held. settings: the names that have a value, None = not looked at.
    """
    present = Present(roles_present, words_present or {}, settings)
    own = by_variant(kpi, None, present)
    if own.status == "now":
        return own
    for variant in kpi.variants:
        if variant.stands_in and by_variant(kpi, variant, present).status == "now":
            return Measurable("now", variant=variant.id)
    return own


def by_variant(kpi: Kpi, variant: Variant | None, present: Present) -> Measurable:
    """Return the same for one definition of the KPI alone, None = its own; `variant` of the answer is left None."""
    if variant is None:
        return _found(kpi.tree, kpi.optional, present)
    return _found(variant.tree, kpi.optional if variant.optional is None else variant.optional, present)


def _found(tree: Node, optional: tuple[str, ...], present: Present) -> Measurable:
    missing = _absent(tree, optional, present.roles)
    kinds = {*tables(tree), *(column.kind for column in missing)}
    gone = tuple(sorted(kind for kind in kinds if kind not in present.roles))
    if missing or gone:
        return Measurable("survey" if SURVEYS in gone else "missing", missing, tables=gone)
    unheard = _unheard(tree, present.words)
    if any(entry.column.kind == SURVEYS for entry in unheard):
        return Measurable("survey")
    if unheard:
        return Measurable("words", words=unheard)
    unset = () if present.settings is None else tuple(sorted(params(tree) - set(present.settings)))
    return Measurable("setting", settings=unset) if unset else Measurable("now")


def _unheard(tree: Node, words: Map[Column, frozenset[str]]) -> tuple[Unheard, ...]:
    """Return the columns without any of the words looked for, as far as is known.

    The values of an enum are known and asked about when a file is read, so there an absence is a fact, except that a
    question nobody was asked has no answer.
    """
    looked = sorted(compared_words(tree).items(), key=lambda entry: (entry[0].kind, entry[0].role))
    return tuple(
        Unheard(column, tuple(sorted(wanted)), tuple(sorted(words[column])))
        for column, wanted in looked
        if column in words and not wanted & words[column] and (column.kind == SURVEYS or _is_free(column))
    )


def _is_free(column: Column) -> bool:
    return ROLES[column.role].type == "category"


def _absent(tree: Node, optional: tuple[str, ...], present: Map[str, frozenset[str]]) -> tuple[Column, ...]:
    absent = [column for column in needed(tree, optional) if column.role not in present.get(column.kind, frozenset())]
    return tuple(sorted(absent, key=lambda column: (column.kind, column.role)))
