"""What the hand-over pack is made of: a list, so that another part is another line."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kpi_core.export.agenda import Plan, calendar, year_ahead
from kpi_core.export.document import document_docx
from kpi_core.export.gaps import gaps_xlsx
from kpi_core.export.print import passports_pdf, report_pdf, wall_pdf
from kpi_core.export.proof import proof_xlsx
from kpi_core.export.slides import slides_pptx
from kpi_core.series import card_grain
from kpi_core.texts import say
from kpi_core.work.actions import actions
from kpi_core.work.confirming import current_of
from kpi_core.work.known import catalogue_in
from kpi_core.work.passports import kpi_passport
from kpi_core.work.project import SUFFIX, export_project
from kpi_core.work.round_page import moved
from kpi_core.work.steering import choices, params_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping as Map
    from datetime import date

    from kpi_core.model import Kpi
    from kpi_core.passports import Figures
    from kpi_core.reports import Report
    from kpi_core.store import Store
    from kpi_core.texts import Lang

    Share = Callable[[float], None]


@dataclass(frozen=True)
class Sources:
    """What every part is made from: the workspace, and its report in the language of the pack."""

    store: Store
    workspace: str
    today: date
    lang: Lang
    report: Report

    @cached_property
    def kpis(self) -> Map[str, Kpi]:
        """The KPIs of the report by id, in its order."""
        with self.store.reading(self.workspace) as space:
            known = catalogue_in(space)
        return {one.kpi: known[one.kpi] for one in self.report.once}


@dataclass(frozen=True)
class Part:
    """One file of the pack. make: gives its bytes, and tells how far it is, 0 to 1."""

    id: str
    ending: str
    make: Callable[[Sources, Share], bytes]


def _agenda(sources: Sources) -> bytes:
    kpis, lang = sources.kpis, sources.lang
    plan = Plan(
        workspace=sources.workspace,
        names={id_: kpi.name[lang] for id_, kpi in kpis.items()},
        reviews={id_: kpi.review for id_, kpi in kpis.items()},
        deadlines=sources.report.dates,
        actions=tuple(actions(sources.store, sources.workspace)),
    )
    name = say("pack.agenda", lang, client=sources.report.client)
    return calendar(year_ahead(plan, lang, sources.today), lang, name=name, stamp=sources.store.now())


def _passports(sources: Sources, share: Share) -> bytes:
    figures: dict[str, Figures] = {}
    for at, kpi in enumerate(sources.kpis, start=1):
        found = kpi_passport(sources.store, sources.workspace, kpi, today=sources.today, lang=sources.lang)
        if found.figures:
            figures[kpi] = found.figures
        share(at / (len(sources.kpis) + 1))
    return passports_pdf(sources.report, figures)


def _proof(sources: Sources, share: Share) -> bytes:
    with sources.store.reading(sources.workspace) as space:
        dataset, params = current_of(space), params_in(space)
    chosen = choices(sources.store, sources.workspace)
    variants = {one.kpi: one.variant for one in reversed(chosen) if one.variant}
    assert dataset is not None, "a report has data"
    return proof_xlsx(
        list(sources.kpis.values()),
        dataset,
        sources.lang,
        client=sources.report.client,
        notes=[one.text for one in moved(sources.store, sources.workspace, sources.today, sources.lang)],
        params=params,
        variants=variants,
        grains={id_: card_grain(kpi, variants.get(id_)) for id_, kpi in sources.kpis.items()},
        today=sources.today,
        progress=share,
    )


PARTS: tuple[Part, ...] = (
    Part("slides", ".pptx", lambda sources, _: slides_pptx(sources.report)),
    Part("document", ".docx", lambda sources, _: document_docx(sources.report)),
    Part("report", ".pdf", lambda sources, _: report_pdf(sources.report)),
    Part("wall", ".pdf", lambda sources, _: wall_pdf(sources.report)),
    Part("passports", ".pdf", _passports),
    Part("proof", ".xlsx", _proof),
    Part("agenda", ".ics", lambda sources, _: _agenda(sources)),
    Part("gaps", ".xlsx", lambda sources, _: gaps_xlsx(sources.report)),
    Part("project", SUFFIX, lambda sources, _: export_project(sources.store, sources.workspace)),
)
