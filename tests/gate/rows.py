"""One line of the table: what is demanded beside what is reached."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """what is judged; the least or the most it may be (neither: told, not judged); what it is; what it is made of."""

    what: str
    reached: float
    least: float | None = None
    most: float | None = None
    detail: str = ""

    @property
    def met(self):
        return (self.least is None or self.reached >= self.least) and (self.most is None or self.reached <= self.most)

    @property
    def judged(self):
        return self.least is not None or self.most is not None

    @property
    def demanded(self):
        ends = {"at least ": self.least, "at most ": self.most}
        if None not in ends.values():
            return f"{self.least:g} to {self.most:g}"
        return "".join(f"{words}{value:g}" for words, value in ends.items() if value is not None)


def table(rows):
    """Return the rows as a Markdown table; a row that is missed says so."""
    lines = ["| what | demanded | reached | of |", "| --- | ---: | ---: | --- |"]
    lines += [
        f"| {row.what} | {row.demanded} | {row.reached:.4g}{'' if row.met else ' **missed**'} | {row.detail} |"
        for row in rows
    ]
    return "\n".join(lines)
