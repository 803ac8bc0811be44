"""The project file: a workspace as one zip that another installation reads, and the template of one."""

from kpi_core.export.project.packing import PRODUCT, VERSION, Project, pack
from kpi_core.export.project.reading import unpack

__all__ = ["PRODUCT", "VERSION", "Project", "pack", "unpack"]
