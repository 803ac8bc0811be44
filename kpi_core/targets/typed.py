"""A target as people type it, in either language: "20% meer dan vorig jaar", "min. 4", "3% -> 5%", "50 per kwartaal".

Words are put into classes (`form.words.*` of the texts), numbers become `#`, and what is left has to be one of the sentences
below. A text that fits none is not understood; one that fits several, or a number that reads two ways, gives every reading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from kpi_core.model import Form
from kpi_core.targets.amounts import amounts_in
from kpi_core.targets.apart import taken_apart
from kpi_core.units import Direction, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as Map

    from kpi_core.model import Kpi, Target
    from kpi_core.periods import Grain
    from kpi_core.targets.amounts import Amount
    from kpi_core.targets.apart import Said
    from kpi_core.texts import Lang

LONGEST = 120
PERCENT = 100
SIDE = "(?P<side><floor>|<ceiling>) "
MOVE = "(?:<more>|<less>)"
SENTENCES: tuple[tuple[str, str], ...] = (
    ("value", "#"),
    ("from_to", rf"<from> # (?:<to>|<unto>) (?:{SIDE})?#"),
    ("from_to", rf"# (?:<to>|<unto>) (?:{SIDE})?#"),
    ("value", rf"(?:<to>|<unto>) (?:{SIDE})?#"),
    ("range", r"<between> # <and> #"),
    ("range", r"(?:<from> )?# <until> #"),
    ("range", r"# (?:<unto>|<dash>) #"),
    ("bound", rf"{SIDE}#"),
    ("bound", r"# (?P<side><or_more>|<or_less>)"),
    ("points", rf"(?:(?P<move>{MOVE}) )?# <points>(?: (?P<after>{MOVE}))?"),
    ("change", rf"(?P<move>{MOVE}) #"),
    ("change", rf"# (?P<after>{MOVE})"),
)


@dataclass(frozen=True)
class Wish:
    """What a typed text asks: the fields of a target it decides. from_: where the text says it starts, None = not said."""

    form: Form
    value: float | None = None
    low: float | None = None
    high: float | None = None
    from_: float | None = None
    per: Grain | None = None
    against: Literal["previous", "year"] | None = None
    by: str | None = None
    share: float = 1.0
    age: int | None = None

    def on(self, target: Target) -> Target:
        """Return the target asking this; it keeps its baseline only where the question about it stays the same."""
        same = (target.form, target.per, target.against) == (self.form, self.per, self.against)
        baseline = self.from_ if self.from_ is not None else target.baseline if same else None
        return replace(
            target,
            form=self.form,
            value=self.value,
            low=self.low,
            high=self.high,
            baseline=baseline,
            per=self.per,
            against=self.against,
            by=self.by,
            share=self.share,
            age=self.age,
        )


def understood(text: str, kpi: Kpi, lang: Lang, members: Map[str, str] | None = None) -> tuple[Wish, ...]:
    """Return every way a typed text can be meant for this KPI; none when it cannot be read.

    members: the names of what a KPI can be split by, in lower case, with their role. Percentages are proportions.
    """
    if len(text) > LONGEST:
        return ()
    found: list[Wish] = []
    for amounts, rest in amounts_in(text, lang, whole=kpi.unit is Unit.COUNT):
        said = taken_apart(rest, amounts, members or {})
        if said is None:
            continue
        for name, pattern in SENTENCES:
            match = re.fullmatch(pattern, said.sentence)
            if match:
                found += _READ[name](said, kpi, match.groupdict())
    fitting = [one for wish in found for one in _complete(wish)]
    return tuple(dict.fromkeys(fitting))


def _value(said: Said, kpi: Kpi, more: Map[str, str | None]) -> Iterator[Wish]:
    if said.amounts[0].sign:
        yield from _change(said, kpi, more)
        return
    value = _in_unit(said.amounts[0], kpi)
    if said.against is None and value is not None:
        yield _beside(said, Wish(Form.PER_PERIOD if said.per else Form.FROM_TO, value=value))


def _from_to(said: Said, kpi: Kpi, more: Map[str, str | None]) -> Iterator[Wish]:
    del more
    start, value = (_in_unit(amount, kpi) for amount in said.amounts)
    plain = said.by is None and said.age is None and said.against is None
    if start is not None and value is not None and plain:
        yield Wish(Form.FROM_TO, value=value, from_=start, per=said.per)


def _range(said: Said, kpi: Kpi, more: Map[str, str | None]) -> Iterator[Wish]:
    del more
    low, high = (_in_unit(amount, kpi) for amount in said.amounts)
    if low is not None and high is not None and low <= high and said.against is None:
        yield _beside(said, Wish(Form.RANGE, low=low, high=high))


def _bound(said: Said, kpi: Kpi, more: Map[str, str | None]) -> Iterator[Wish]:
    value = _in_unit(said.amounts[0], kpi)
    if value is None or said.against is not None:
        return
    floor = more["side"] in ("<floor>", "<or_more>")
    if said.by is None and said.age is None:
        yield _beside(said, Wish(Form.FLOOR if floor else Form.CEILING, value=value))
    elif floor is not (kpi.direction is Direction.LOWER):
        yield _beside(said, Wish(Form.FROM_TO, value=value))
    else:
        yield _beside(said, Wish(Form.FROM_TO, low=value if floor else None, high=None if floor else value))


def _points(said: Said, kpi: Kpi, more: Map[str, str | None]) -> Iterator[Wish]:
    amount = said.amounts[0]
    if amount.percent or kpi.unit not in (Unit.PERCENT, Unit.SCORE, Unit.RATIO):
        return
    size = amount.number / PERCENT if kpi.unit is Unit.PERCENT else amount.number
    yield from _changed(Form.POINTS, size, said, more)


def _change(said: Said, kpi: Kpi, more: Map[str, str | None]) -> Iterator[Wish]:
    """Read "+10%" or "20 meer": a percentage of a percentage, or of a score, may also be meant as points."""
    amount = said.amounts[0]
    if amount.percent or kpi.unit is Unit.PERCENT:
        share = amount.number if amount.percent else amount.number / PERCENT
        if kpi.unit is Unit.PERCENT:
            yield from _changed(Form.POINTS, share, said, more)
        elif kpi.unit is Unit.SCORE:
            yield from _changed(Form.POINTS, share * PERCENT, said, more)
        yield from _changed(Form.RELATIVE, share, said, more)
    else:
        yield from _changed(Form.POINTS, amount.number, said, more)


def _changed(form: Form, size: float, said: Said, more: Map[str, str | None]) -> Iterator[Wish]:
    """Give the change its sign; one without a word about what it is against is asked about."""
    move = more.get("move") or more.get("after")
    amount = said.amounts[0]
    if said.per or said.by or said.age or (move and amount.sign):
        return
    signed = -size if move == "<less>" or amount.sign == "-" else size
    if form is Form.POINTS:
        yield Wish(form, value=signed, against=said.against)
        return
    for against in (said.against,) if said.against else ("previous", "year"):
        yield Wish(form, value=signed, against=against)


_READ = {
    "value": _value,
    "from_to": _from_to,
    "range": _range,
    "bound": _bound,
    "points": _points,
    "change": _change,
}


def _beside(said: Said, wish: Wish) -> Wish:
    return replace(wish, per=said.per, by=said.by, share=said.share, age=said.age)


def _complete(wish: Wish) -> Iterator[Wish]:
    """Give a wish about members or an age its form; both at once are left out."""
    if wish.age is not None and wish.by is None and wish.per is None:
        yield replace(wish, form=Form.AT_AGE)
    elif wish.by is not None and wish.age is None:
        yield replace(wish, form=Form.EACH_MEMBER)
    elif wish.age is None:
        yield wish


def _in_unit(amount: Amount, kpi: Kpi) -> float | None:
    """Return an amount in the KPI's unit; None for a percentage of something that is none, or an amount with a sign."""
    if amount.sign == "+" or (amount.percent and kpi.unit is not Unit.PERCENT):
        return None
    number = -amount.number if amount.sign else amount.number
    return number / PERCENT if kpi.unit is Unit.PERCENT and not amount.percent else number
