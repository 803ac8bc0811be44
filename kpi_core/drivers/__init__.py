"""Why a KPI changed: exact bridges from one period to another, whose parts add up and of which only those are named that
moved more than they do by themselves."""

from kpi_core.drivers.bridge import drivers_of
from kpi_core.drivers.model import Drivers, Part, Unsplit
from kpi_core.drivers.products import effects
from kpi_core.drivers.ratios import rate_and_mix
from kpi_core.drivers.splitting import over_time, split_as

__all__ = ["Drivers", "Part", "Unsplit", "drivers_of", "effects", "over_time", "rate_and_mix", "split_as"]
