"""A KPI as a chart of the office package itself: with its own small workbook behind it, so that it can be changed."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.util import Pt

from kpi_core.charts import SIGNS
from kpi_core.charts.tokens import LIGHT
from kpi_core.export.wording import LOCALES, TONES, number_format
from kpi_core.model import Verdict
from kpi_core.texts import say

if TYPE_CHECKING:
    from kpi_core.reports import KpiReport
    from kpi_core.texts import Lang

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_LINE = (
    f'<c:lineChart xmlns:c="{_C}"><c:grouping val="standard"/><c:varyColors val="0"/><c:marker val="1"/></c:lineChart>'
)
_CHART_DATA: Any = CategoryChartData
_RGB: Any = RGBColor
_NO_FRAME = (
    f'<c:spPr xmlns:c="{_C}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    "<a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
)
FONT = "Arial"
MOST_LABELS = 12
MARKERS = {
    "circle": XL_MARKER_STYLE.CIRCLE,
    "triangle-up": XL_MARKER_STYLE.TRIANGLE,
    "square": XL_MARKER_STYLE.SQUARE,
}


def ink(hex_: str) -> Any:
    """Return a colour such as "#1B3A5C" or "1B3A5C"."""
    digits = hex_.removeprefix("#")
    return _RGB(*(int(digits[place : place + 2], 16) for place in (0, 2, 4)))


def chart_data(kpi: KpiReport, lang: Lang) -> Any:
    """Return what the chart of a KPI holds: the values, the route where there is one, and the lines of the target.

    Nothing in it is the customer's text, and numbers are numbers: no cell of its workbook can act as a formula.
    """
    data: Any = _CHART_DATA(number_format=number_format(kpi))
    data.categories = [point.label for point in kpi.points]
    data.add_series(say("handover.actual", lang), _drawn(kpi))
    if any(point.route is not None for point in kpi.points):
        data.add_series(say("handover.route", lang), [point.route for point in kpi.points])
    for edge in kpi.edges:
        data.add_series(say("handover.target", lang), [edge] * len(kpi.points))
    return data


def _drawn(kpi: KpiReport) -> list[float | None]:
    """Return the values to draw: bars of all there is, a line up to the last whole period."""
    whole = [place for place, point in enumerate(kpi.points) if point.complete]
    last = len(kpi.points) if kpi.total else max(whole, default=-1) + 1
    return [point.value if place < last else None for place, point in enumerate(kpi.points)]


def chart_kind(kpi: KpiReport) -> Any:
    """Return bars for what adds up, a line for a level."""
    return XL_CHART_TYPE.COLUMN_CLUSTERED if kpi.total else XL_CHART_TYPE.LINE_MARKERS


def dress(chart: Any, kpi: KpiReport, lang: Lang, size: float = 11) -> None:
    """Give a chart of `chart_data` the looks of the product. size: of its text, in points."""
    chart.has_title = False
    chart.font.size, chart.font.name, chart.font.color.rgb = Pt(size), FONT, ink(LIGHT.axis_text)
    chart._chartSpace.find(f"{{{_C}}}chart").addnext(parse_xml(_NO_FRAME))  # noqa: SLF001 - python-pptx has no name for it
    chart.has_legend = len(chart.series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    _axes(chart, kpi)
    actual, *others = chart.series
    if kpi.total:
        _bars(chart, actual, kpi)
    else:
        _line(actual, kpi)
    for series, is_route in zip(others, _routes(kpi, len(others)), strict=True):
        _dashed(series, route=is_route)
    if kpi.total and others:
        _lines_over_bars(chart)
    _language(chart, lang)


def _routes(kpi: KpiReport, others: int) -> list[bool]:
    return [place < others - len(kpi.edges) for place in range(others)]


def _axes(chart: Any, kpi: KpiReport) -> None:
    across, up = chart.category_axis, chart.value_axis
    across.format.line.color.rgb = ink(LIGHT.band_edge)
    across.major_tick_mark = up.major_tick_mark = XL_TICK_MARK.NONE
    across.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    across.has_major_gridlines = False
    up.has_major_gridlines = True
    up.major_gridlines.format.line.color.rgb = ink(LIGHT.grid)
    up.format.line.fill.background()
    up.tick_labels.number_format, up.tick_labels.number_format_is_linked = number_format(kpi), False
    lowest = min((point.value for point in kpi.points if point.value is not None), default=0.0)
    if kpi.total and lowest >= 0:
        up.minimum_scale = 0
    skip = len(kpi.points) // MOST_LABELS + 1
    if skip > 1:
        element = across._element  # noqa: SLF001 - python-pptx has no name for it
        mark = element.makeelement(f"{{{_C}}}tickLblSkip", {"val": str(skip)})
        after = element.find(f"{{{_C}}}noMultiLvlLbl")
        after.addprevious(mark) if after is not None else element.append(mark)


def _bars(chart: Any, actual: Any, kpi: KpiReport) -> None:
    chart.plots[0].gap_width = 45
    actual.format.fill.solid()
    actual.format.fill.fore_color.rgb = ink(LIGHT.actual)
    actual.invert_if_negative = False
    for place, point in enumerate(kpi.points):
        if point.value is not None and not point.complete:
            bar = actual.points[place].format
            bar.fill.background()
            bar.line.color.rgb = ink(LIGHT.actual)


def _line(actual: Any, kpi: KpiReport) -> None:
    actual.smooth = False
    actual.format.line.color.rgb, actual.format.line.width = ink(LIGHT.actual), Pt(2.5)
    actual.marker.style = XL_MARKER_STYLE.NONE
    done = [place for place, point in enumerate(kpi.points) if point.value is not None and point.complete]
    if not done:
        return
    end = actual.points[done[-1]].marker
    sign = SIGNS[kpi.status] if kpi.status else None
    end.style, end.size = MARKERS[sign.shape] if sign else XL_MARKER_STYLE.CIRCLE, 11
    color = ink(TONES[kpi.tone].mark) if sign else ink(LIGHT.actual)
    end.format.line.color.rgb = color
    end.format.fill.solid()
    hollow = kpi.status is Verdict.CANNOT_TELL or (sign is not None and kpi.tone == "gray")
    end.format.fill.fore_color.rgb = ink(LIGHT.page) if hollow else color


def _dashed(series: Any, *, route: bool) -> None:
    line = series.format.line
    line.color.rgb, line.width = ink(LIGHT.route), Pt(2 if route else 1.25)
    line.dash_style = MSO_LINE.DASH if route else MSO_LINE.ROUND_DOT
    if hasattr(series, "marker"):
        series.marker.style, series.smooth = XL_MARKER_STYLE.NONE, False


def _lines_over_bars(chart: Any) -> None:
    """Draw every series after the first as a line over the bars, on the same axes."""
    bars = chart._chartSpace.find(f".//{{{_C}}}barChart")  # noqa: SLF001 - python-pptx makes no charts of two kinds
    lines = parse_xml(_LINE)
    marker = lines.find(f"{{{_C}}}marker")
    for series in bars.findall(f"{{{_C}}}ser")[1:]:
        bars.remove(series)
        for found in series.findall(f"{{{_C}}}invertIfNegative"):
            series.remove(found)
        symbol = series.makeelement(f"{{{_C}}}marker", {})
        symbol.append(series.makeelement(f"{{{_C}}}symbol", {"val": "none"}))
        series.find(f"{{{_C}}}spPr").addnext(symbol)
        series.append(series.makeelement(f"{{{_C}}}smooth", {"val": "0"}))
        marker.addprevious(series)
    for axis in bars.findall(f"{{{_C}}}axId"):
        lines.append(deepcopy(axis))
    bars.addnext(lines)


def _language(chart: Any, lang: Lang) -> None:
    space = chart._chartSpace  # noqa: SLF001 - python-pptx has no name for it
    for found in space.findall(f"{{{_C}}}lang"):
        space.remove(found)
    mark = space.makeelement(f"{{{_C}}}lang", {"val": LOCALES[lang]})
    rounded = space.find(f"{{{_C}}}roundedCorners")
    date = space.find(f"{{{_C}}}date1904")
    if date is not None:
        date.addnext(mark)
    elif rounded is not None:
        rounded.addprevious(mark)
    else:
        space.insert(0, mark)
