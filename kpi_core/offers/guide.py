"""How to get what a KPI still lacks: the column with its name in the packages people have, the list, the question to ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.measurable import SURVEYS
from kpi_core.obtaining import known_exports, usual_headers
from kpi_core.offers.asking import survey_of
from kpi_core.offers.need import Need
from kpi_core.roles import KINDS, ROLES
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kpi_core.formula.tree import Column
    from kpi_core.measurable import Measurable, Unheard
    from kpi_core.model import Kpi
    from kpi_core.texts import Lang

SYSTEMS = 3


@dataclass(frozen=True)
class Guide:
    """What to do before a KPI can be measured: one sentence, then one entry per thing to get, and the numbers to fill in."""

    sentence: str
    needs: tuple[Need, ...]
    settings: tuple[str, ...] = ()


def guide(kpi: Kpi, found: Measurable, lang: Lang, exports: Collection[str] = ()) -> Guide:
    """Return how to get what `found` lacks. exports: the known exports recognised in the user's own files."""
    name = kpi.name[lang]
    match found.state:
        case "survey":
            return Guide(say("offers.need.survey", lang, kpi=name), survey_of(kpi, lang))
        case "setting":
            count = len(found.settings)
            return Guide(say("offers.need.setting", lang, n=count, kpi=name, count=count), (), found.settings)
        case "words":
            needs = tuple(_words(entry, lang) for entry in found.words)
            return Guide(say("offers.need.words", lang, kpi=name), needs)
        case "column" | "columns" | "table":
            return _files(name, found, lang, exports)
    return Guide(kpi.meaning[lang], ())


def _files(name: str, found: Measurable, lang: Lang, exports: Collection[str]) -> Guide:
    lists = [say(f"offers.table.{kind}", lang) for kind in found.tables]
    columns = [column for column in found.missing if column.kind not in found.tables]
    needs = [
        *(_list(kind, [column for column in found.missing if column.kind == kind], lang) for kind in found.tables),
        *(_column(column, lang, exports) for column in columns),
    ]
    if not lists:
        key = "column" if len(columns) == 1 else "columns"
        return Guide(say(f"offers.need.{key}", lang, kpi=name, count=len(columns)), tuple(needs))
    return Guide(say("offers.need.table", lang, kpi=name, table=listed(lists, "and", lang)), tuple(needs))


def _list(kind: str, columns: Sequence[Column], lang: Lang) -> Need:
    title = say(f"offers.table.{kind}", lang)
    where = [say(f"offers.export.{kind}", lang)]
    order = KINDS[kind].roles.index
    names = [ROLES[one.role].name[lang].lower() for one in sorted(columns, key=lambda one: order(one.role))]
    least = [say("offers.with", lang, columns=listed(names, "and", lang))] if names and kind != SURVEYS else []
    return Need(title[:1].upper() + title[1:], (*where, *least))


def _column(column: Column, lang: Lang, exports: Collection[str]) -> Need:
    table = KINDS[column.kind].name[lang]
    title = say("offers.column", lang, column=ROLES[column.role].name[lang], table=table)
    found = known_exports(column, lang, exports)[:SYSTEMS]
    told = [
        say(
            "offers.own" if entry.own else "offers.system",
            lang,
            system=entry.system,
            export=entry.export,
            header=entry.header,
        )
        for entry in found
    ]
    names = [say("offers.header", lang, header=header) for header in usual_headers(column, lang)]
    usual = [say("offers.usual", lang, headers=listed(names, "or", lang))] if names else []
    return Need(title, (*told, *usual, say(f"offers.export.{column.kind}", lang)))


def _words(entry: Unheard, lang: Lang) -> Need:
    fields = {
        "column": ROLES[entry.column.role].name[lang],
        "table": KINDS[entry.column.kind].name[lang],
        "wanted": listed(quoted(entry.wanted, lang), "or", lang),
    }
    there = quoted(entry.there[:MOST_WORDS], lang)
    told = say("offers.words.there", lang, there=", ".join(there)) if there else say("offers.words.none", lang)
    more = len(entry.there) - len(there)
    rest = [say("offers.words.more", lang, n=more, count=more)] if more else []
    return Need(say("offers.words", lang, **fields), (" ".join([told, *rest]), say("offers.words.do", lang)))


MOST_WORDS = 12
LONGEST_WORD = 40


def quoted(words: Sequence[str], lang: Lang) -> list[str]:
    """Return words in quotation marks, long ones cut: they can be anything that stands in a file."""
    cut = [word if len(word) <= LONGEST_WORD else f"{word[:LONGEST_WORD]}…" for word in words]
    return [say("offers.header", lang, header=word) for word in cut]


def listed(parts: Sequence[str], last: str, lang: Lang) -> str:
    """Return the parts as people list them: "a, b en c". last: "and" or "or"."""
    if len(parts) < 2:
        return "".join(parts)
    return say(f"offers.{last}", lang, most=", ".join(parts[:-1]), last=parts[-1])
