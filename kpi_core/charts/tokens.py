"""The colours of charts and verdicts, light and dark: each has the contrast its place asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kpi_core.model import Verdict

Mode = Literal["light", "dark"]
Shape = Literal["circle", "triangle-up", "square"]


@dataclass(frozen=True)
class Tokens:
    """One mode. Marks have at least 3:1 against the page, text at least 4.5:1."""

    page: str
    text: str
    axis_text: str
    actual: str
    route: str
    band: str
    band_opacity: float
    band_edge: str
    strong: str
    chance: str
    track: str
    grid: str
    green: str
    orange: str
    red: str
    blue: str
    gray: str
    categories: tuple[str, ...]
    heat: tuple[str, ...]


LIGHT = Tokens(
    page="#FFFFFF",
    text="#16233A",
    axis_text="#55627A",
    actual="#1B3A5C",
    route="#55627A",
    band="#C9D8E8",
    band_opacity=0.55,
    band_edge="#7F96B0",
    strong="#A9C0D8",
    chance="#C6CFDA",
    track="#E9EDF1",
    grid="#EBEEF2",
    green="#0A7D68",
    orange="#D07A00",
    red="#B3261E",
    blue="#1F5FA8",
    gray="#667286",
    categories=("#1B3A5C", "#129BEC", "#9C5F03", "#9B48A1", "#3D7B5E", "#8A94A6"),
    heat=("#F1F6FA", "#DCE9F2", "#C3D9E8", "#A5C5DC", "#83AECE", "#6096BE"),
)
DARK = Tokens(
    page="#10161F",
    text="#E6EBF2",
    axis_text="#A3AFC0",
    actual="#D7E3F1",
    route="#B4BFCD",
    band="#3A5470",
    band_opacity=0.5,
    band_edge="#6F8CAC",
    strong="#4A688C",
    chance="#46556A",
    track="#222C39",
    grid="#222C39",
    green="#4CC2A8",
    orange="#F0A93C",
    red="#F0857A",
    blue="#7FB2E5",
    gray="#93A0B3",
    categories=("#D7E3F1", "#8CBEED", "#B97E22", "#9F6FD6", "#28D79E", "#7B8798"),
    heat=("#15212E", "#1B2F42", "#214058", "#28526F", "#316687"),
)


@dataclass(frozen=True)
class Sign:
    """How a verdict shows itself: the colour's name for a badge, the badge's icon, the end shape in a chart."""

    color: Literal["green", "orange", "red", "gray"]
    icon: str
    shape: Shape
    hollow: bool = False


SIGNS = {
    Verdict.ON_COURSE: Sign("green", "check_circle", "circle"),
    Verdict.AT_RISK: Sign("orange", "warning", "triangle-up"),
    Verdict.OFF_COURSE: Sign("red", "disabled_by_default", "square"),
    Verdict.CANNOT_TELL: Sign("gray", "pending", "circle", hollow=True),
    Verdict.REACHED: Sign("green", "verified", "circle"),
    Verdict.MISSED: Sign("red", "cancel", "square"),
}


def tokens(mode: Mode) -> Tokens:
    """Return the colours of a mode."""
    return DARK if mode == "dark" else LIGHT


def color_of(verdict: Verdict | None, mode: Mode) -> str:
    """Return the colour of a verdict's marks; ink where there is none."""
    colors = tokens(mode)
    if verdict is None:
        return colors.actual
    return {"green": colors.green, "orange": colors.orange, "red": colors.red, "gray": colors.gray}[
        SIGNS[verdict].color
    ]
