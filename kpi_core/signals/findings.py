"""What the newest period says, as findings: at most one about what it is, and what else should be known beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from kpi_core.model import Finding
from kpi_core.signals.model import Side
from kpi_core.signals.shares import LEAST_TRIALS

if TYPE_CHECKING:
    from collections.abc import Mapping as Map

    from kpi_core.model import Kpi
    from kpi_core.periods import Grain
    from kpi_core.signals.model import Newest, Signal

LEVELS: Map[Side, Literal["bad", "good", "neutral"]] = {
    Side.WARNING: "bad",
    Side.OPPORTUNITY: "good",
    Side.CHANGE: "neutral",
}
WORTH_TELLING = 0.25
"""A share of few: told when it takes a change of more than this part of what is expected before anything shows."""


def findings_of(newest: Newest, kpi: Kpi, grain: Grain) -> tuple[Finding, ...]:
    """Return what there is to say of the newest period of a KPI.

    Fields: period and since are `Period`s; value, expected, low, high and visible in the KPI's unit; n counts periods of the
    grain.
    """
    if newest.signal:
        return findings_of_signal(newest.signal, kpi, grain)
    if newest.state == "too_short":
        missing = max(newest.needed - newest.n, 1)
        return (Finding("signal_too_short", kpi.id, "neutral", {"n": missing, "grain": grain}),)
    if newest.state == "short":
        return (Finding("signal_short_history", kpi.id, "neutral", {"n": newest.n, "grain": grain}),)
    if newest.period is None:
        fields = {"least": LEAST_TRIALS} if newest.state == "few" else {}
        return (Finding(f"signal_{newest.state}", kpi.id, "neutral", fields),)
    band = {"period": newest.period, "value": newest.value, "low": newest.low, "high": newest.high}
    code = f"signal_{newest.state}"
    if newest.state == "edge":
        code += "_high" if (newest.value or 0.0) > (newest.high or 0.0) else "_low"
    return (Finding(code, kpi.id, "neutral", band), *_few(newest, kpi))


def findings_of_signal(signal: Signal, kpi: Kpi, grain: Grain) -> tuple[Finding, ...]:
    """Return what a signal says: how it began, or, once it lasts, how things stand now beside what was to be expected."""
    way, level = "high" if signal.above else "low", LEVELS[signal.side]
    last = {"n": len(signal.flagged), "grain": grain}
    lasts = len(signal.flagged) > 1
    if signal.stays and signal.usual is not None:
        fields = {"since": signal.since, "value": signal.now, "expected": signal.usual, **last}
        return (Finding(f"signal_lasts_{way}", kpi.id, level, fields),)
    fields = {
        "period": signal.period,
        "since": signal.since,
        "value": signal.value,
        "expected": signal.expected,
        "low": signal.low,
        "high": signal.high,
        "n": signal.window,
        "grain": grain,
    }
    began = Finding(f"signal_{signal.kind}_{way}", kpi.id, level, fields)
    if lasts and signal.usual is not None:
        now = {"value": signal.now, "expected": signal.usual}
        return (began, Finding("signal_now", kpi.id, "neutral", now))
    return (began, Finding("signal_lasts", kpi.id, level, last)) if lasts else (began,)


def _few(newest: Newest, kpi: Kpi) -> tuple[Finding, ...]:
    if newest.visible is None or not newest.expected:
        return ()
    rises = newest.visible > newest.expected
    room = newest.visible - newest.expected if rises else newest.expected - newest.visible
    if room <= WORTH_TELLING * newest.expected:
        return ()
    never = newest.visible in (0.0, 1.0)
    code = "signal_few_never" if never else "signal_few_rise" if rises else "signal_few_fall"
    return (Finding(code, kpi.id, "neutral", {} if never else {"visible": newest.visible}),)
