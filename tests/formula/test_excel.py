"""Parts of a formula as Excel formulas. What they come to is proven over rows in tests/export/proof."""

from dataclasses import dataclass

import pytest

from kpi_core.formula.excel import quoted, value
from kpi_core.formula.excel_conditions import condition
from kpi_core.formula.excel_values import worked_out
from kpi_core.formula.parse import parse

COLUMNS = {"net_amount": "$B4", "cost_amount": "$C4", "channel": "$D4", "order_date": "$E4", "delivered_date": "$F4"}


@dataclass(frozen=True)
class Line:
    """The columns of one line; amounts of cost and delivery dates may be absent."""

    absent: tuple[str, ...] = ()

    def column(self, role):
        return None if role in self.absent else COLUMNS.get(role)

    def time(self, role):
        return "$G4" if role == "order_date" else None

    def edge(self, which):
        return {"start": "$X1", "end": "$Y1"}[which]

    def word(self, role, text):
        return {"won": "gewonnen"}.get(text, text) if role == "channel" else text


def where(text):
    return parse(f"count(sales where {text})").where


def added(text):
    return parse(f"sum({text})").value


@pytest.mark.parametrize(
    ("formula", "excel"),
    [
        ("channel = 'won'", '($D4="gewonnen")'),
        ("channel = 'say \"hi\"'", '($D4="say ""hi""")'),
        ("channel in ('web', 'winkel')", '(($D4="web")+($D4="winkel")>0)'),
        ("channel in ('web', '')", '(($D4="web")+($D4="")>0)'),
        ("channel not in ('web')", '(1-($D4="web"))'),
        ("cost_amount is known", '($C4<>"")'),
        ("cost_amount is empty", '($C4="")'),
        ("net_amount = 0", '($B4<>"")*($B4=0)'),
        ("net_amount in (0, 1)", '(($B4<>"")*($B4=0)+($B4<>"")*($B4=1)>0)'),
        ("net_amount > 1 and cost_amount > 2", '($B4<>"")*($B4>1)*($C4<>"")*($C4>2)'),
        ("net_amount > 1 or cost_amount > 2", '(($B4<>"")*($B4>1)+($C4<>"")*($C4>2)>0)'),
        ("not net_amount > 1", '(1-($B4<>"")*($B4>1))'),
        ("order_date <= period_end", '($E4<>"")*($E4<=$Y1)'),
    ],
)
def test_a_condition_is_told_of_a_line(formula, excel):
    assert condition(where(formula), Line()) == excel


@pytest.mark.parametrize(
    ("formula", "excel", "known"),
    [
        ("sales.net_amount", "$B4", '($B4<>"")'),
        ("sales.net_amount - sales.cost_amount", "($B4-$C4)", '($B4<>"")*($C4<>"")'),
        ("default(sales.cost_amount, 1) + sales.net_amount", '(IF(($C4<>""),$C4,1)+$B4)', '($B4<>"")'),
        ("-sales.net_amount", "(-$B4)", '($B4<>"")'),
    ],
)
def test_a_value_is_known_where_all_it_needs_is(formula, excel, known):
    found = value(added(formula), Line())

    assert (found.text, found.known) == (excel, known)


def test_an_absent_column_is_empty_on_every_line():
    line = Line(absent=("cost_amount",))

    assert condition(where("cost_amount is empty"), line) == "(1-(1=0))"
    assert value(added("default(sales.cost_amount, 1) * sales.net_amount"), line).text == "(1*$B4)"


def test_a_long_text_is_put_together_from_shorter_ones():
    pieces = quoted("x" * 450).strip("()").split("&")

    assert [len(piece) - 2 for piece in pieces] == [200, 200, 50]


@pytest.mark.parametrize(
    ("formula", "excel"),
    [
        ("sum(sales.net_amount) / count(sales)", '=IF(COUNT(C9,D9)=2,IF(D9>0,(C9/D9),""),"")'),
        ("sum(sales.net_amount) * param(margin)", '=IF(COUNT(C9)=1,(C9*$B$5),"")'),
        (
            "sum(sales.net_amount) / (sum(sales.cost_amount) / count(sales))",
            '=IF(COUNT(C9,D9,E9)=3,IF(E9>0,IF((D9/E9)>0,(C9/(D9/E9)),""),""),"")',
        ),
        ("average(balance.amount)", '=IF(COUNT(C9,D9)=2,((C9+D9)/2),"")'),
    ],
)
def test_a_value_has_none_where_a_part_has_none_or_a_denominator_is_not_above_zero(formula, excel):
    cells = [cell for cell in ("C9", "D9", "E9") if cell in excel]

    assert worked_out(parse(formula), cells, {"margin": "$B$5"}) == excel
