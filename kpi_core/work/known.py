"""The KPIs of a workspace: those of the catalogue and those its people made themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.catalogue import CATALOGUE
from kpi_core.errors import StoreError, did_you_mean
from kpi_core.own import define

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.model import Kpi
    from kpi_core.store import Space, Store


def catalogue(store: Store, workspace: str) -> Map[str, Kpi]:
    """Return every KPI that can be chosen in a workspace by id, the shipped ones first."""
    with store.reading(workspace) as space:
        return catalogue_in(space)


def catalogue_in(space: Space) -> Map[str, Kpi]:
    """Return every KPI of an open workspace. An own KPI whose formula cannot be used any more is not among them."""
    own = space.own_kpis.all()
    return {**CATALOGUE, **define(own).kpis} if own else CATALOGUE


def known_kpi(known: Map[str, Kpi], kpi: str) -> Kpi:
    """Return a KPI of a workspace. Raises StoreError `unknown_kpi`."""
    if kpi not in known:
        raise StoreError("unknown_kpi", kpi=kpi, near=", ".join(did_you_mean(kpi, known)))
    return known[kpi]
