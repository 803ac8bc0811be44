"""The hand-over pack: everything about a client in one zip, each part also by itself."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from kpi_core.errors import KpiError, StoreError
from kpi_core.numbers import show_count
from kpi_core.texts import say
from kpi_core.work.branding import branding
from kpi_core.work.closing import restatements
from kpi_core.work.names import safe_file_name
from kpi_core.work.report import report

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from kpi_core.store import Store
    from kpi_core.texts import Lang
    from kpi_core.work.packed import Part, Sources

    Progress = Callable[[str, float, float], None]


@dataclass(frozen=True)
class Offered:
    """A part of the pack as people choose it: its id, what it is called, what it is for, and the ending of its file."""

    id: str
    name: str
    about: str
    ending: str


@dataclass(frozen=True)
class Made:
    """A file that was made: its name, its bytes, and a sentence where it could not be made; no bytes then."""

    name: str
    data: bytes
    refused: str = ""


def pack_parts(lang: Lang) -> tuple[Offered, ...]:
    """Return the parts there are, in the order in which they stand in the pack."""
    return tuple(
        Offered(part.id, say(f"pack.part.{part.id}", lang), say(f"pack.about.{part.id}", lang), part.ending)
        for part in _parts()
    )


def pack(
    store: Store,
    workspace: str,
    today: date,
    lang: Lang,
    *,
    parts: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> bytes:
    """Return a zip with the parts, each under a name of its own, and a text that says what is what.

    parts: their ids, None = all. progress: told in words what is being made, how many parts are done, and of how many.
    A part that cannot be made is left out, and the text says why. Raises StoreError `no_data` without data or chosen KPIs.
    """
    told = progress or _nobody
    wanted = [part for part in _parts() if parts is None or part.id in parts]
    total = float(len(wanted) + 1)
    told(say("pack.doing.facts", lang), 0, total)
    sources = _sources(store, workspace, today, lang)
    files = []
    for done, part in enumerate(wanted, start=1):
        doing = say("pack.doing", lang, part=say(f"pack.part.{part.id}", lang))

        def share(of_one: float, *, done: int = done, doing: str = doing) -> None:
            told(doing, done + min(max(of_one, 0.0), 1.0), total)

        share(0)
        files.append(_made(part, sources, share, f"{done:02} "))
    told(say("pack.doing.zip", lang), total, total)
    return _zipped(files, sources, wanted)


def pack_part(store: Store, workspace: str, today: date, lang: Lang, part: str) -> Made:
    """Return one part by itself. Raises StoreError `no_data`, and what its making raises."""
    sources = _sources(store, workspace, today, lang)
    found = next(one for one in _parts() if one.id == part)
    return Made(_name(found, sources.report.client, lang), found.make(sources, _silent))


def pack_name(store: Store, workspace: str, today: date, lang: Lang) -> str:
    """Return what the zip is called."""
    return safe_file_name(
        say("pack.file", lang, client=branding(store, workspace).name, date=today.isoformat()), ".zip"
    )


def part_name(store: Store, workspace: str, part: str, lang: Lang) -> str:
    """Return what the file of one part is called."""
    found = next(one for one in _parts() if one.id == part)
    return _name(found, branding(store, workspace).name, lang)


def _parts() -> tuple[Part, ...]:
    from kpi_core.work.packed import PARTS  # noqa: PLC0415  # what writes documents takes a second to import

    return PARTS


def _sources(store: Store, workspace: str, today: date, lang: Lang) -> Sources:
    from kpi_core.work.packed import Sources  # noqa: PLC0415  # as above

    found = report(store, workspace, today, lang)
    if found is None:
        raise StoreError("no_data")
    return Sources(store, workspace, today, lang, found)


def _made(part: Part, sources: Sources, share: Callable[[float], None], number: str) -> Made:
    name = _name(part, sources.report.client, sources.lang, number)
    try:
        return Made(name, part.make(sources, share))
    except KpiError as error:
        return Made(name, b"", say(f"error.{error.code}", sources.lang, **error.fields))


def _name(part: Part, client: str, lang: Lang, number: str = "") -> str:
    return safe_file_name(f"{number}{say(f'pack.part.{part.id}', lang)} - {client}", part.ending)


def _zipped(files: Sequence[Made], sources: Sources, wanted: Sequence[Part]) -> bytes:
    out = BytesIO()
    day = (*sources.today.timetuple()[:3], 0, 0, 0)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in (
            (_readme_name(sources.lang), _readme(files, sources, wanted)),
            *((f.name, f.data) for f in files),
        ):
            if data:
                archive.writestr(zipfile.ZipInfo(name, day), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _readme_name(lang: Lang) -> str:
    return safe_file_name(f"00 {say('pack.readme', lang)}", ".txt")


def _readme(files: Sequence[Made], sources: Sources, wanted: Sequence[Part]) -> bytes:
    """Return what is what as a text that Notepad opens as it should: UTF-8 with its mark, lines ended as on Windows."""
    lang, about = sources.lang, sources.report
    lines = [say("pack.readme.title", lang, client=about.client), about.headline, about.reach_words]
    lines.append(say("pack.readme.made", lang, date=about.made))
    for part, file in zip(wanted, files, strict=True):
        told = (
            say("pack.readme.refused", lang, why=file.refused) if file.refused else say(f"pack.about.{part.id}", lang)
        )
        lines += ["", file.name, f"  {told}"]
    if moved := len(restatements(sources.store, sources.workspace, sources.today)):
        lines += ["", say("pack.readme.restated", lang, n=moved, count=show_count(moved, lang))]
    return "\r\n".join([*lines, "", *about.notes, ""]).encode("utf-8-sig")


def _nobody(doing: str, done: float, total: float) -> None:
    """Pass over how far it is."""


def _silent(share: float) -> None:
    """Pass over how far one part is."""
