"""Targets of every form as cards, headlines and journeys show them."""

import pytest

from kpi_core.cards import build
from kpi_core.insights import headline, journey
from kpi_core.model import Form
from kpi_core.periods import Grain
from tests.targets.small import JULY, make_results, make_target
from tests.targets.test_forms import COUNT, RATIO, SALES, SIX, each


def card(kpi, results, lang, **form):
    return build(kpi, results, lang=lang, today=JULY, target=make_target(**form))


FLOOR = {"form": Form.FLOOR, "value": 4.0}
EACH = {"form": Form.EACH_MEMBER, "value": 4.0, "by": "campaign"}
QUARTERS = {"form": Form.PER_PERIOD, "value": 50.0, "per": Grain.QUARTER}
MORE = {"form": Form.RELATIVE, "value": 0.15, "against": "year"}


@pytest.mark.parametrize(
    ("kpi", "results", "form", "lang", "said"),
    [
        (
            RATIO,
            make_results([3.0] * 6, first=SIX),
            FLOOR,
            "nl",
            ("Minstens 4 · t/m 31 december", "Met omzet sta je op 3, waar 4 hoort."),
        ),
        (
            RATIO,
            each({"Zomer": 5.0, "Merk": 2.0}),
            EACH,
            "nl",
            (
                "1 van 2 halen het · per campagne minstens 4 · t/m 31 december",
                "Bij omzet halen 1 van 2 delen de afgesproken 4.",
            ),
        ),
        (
            RATIO,
            each({"Zomer": 5.0, "Merk": 2.0}),
            EACH,
            "en",
            (
                "1 of 2 meet it · per campaign at least 4 · until 31 December",
                "For omzet, 1 of 2 parts meet the agreed 4.",
            ),
        ),
        (
            COUNT,
            make_results([55.0, 20.0], first=SIX, grain=Grain.QUARTER),
            QUARTERS,
            "en",
            ("50 per quarter · until 31 December", "On omzet you are at 20, where it should be 50."),
        ),
    ],
)
def test_a_form_is_said_in_the_foot_and_the_headline(kpi, results, form, lang, said):
    made = card(kpi, results, lang, **form)
    assert (made.foot, headline([made], lang)) == said


def test_a_change_shows_the_value_it_leads_to():
    made = card(SALES, make_results([*[10.0] * 12, *[11.0] * 6]), "nl", **MORE)
    assert made.foot == "Nu hoort **€\u00a069** · doel €\u00a0138 op 31 december"
    assert made.title == "Omzet 2026"
    assert journey(made, "nl", JULY).head[1].startswith("Gaat naar ongeveer €\u00a0132 op 31 december")
    assert journey(made, "nl", JULY).head[1].endswith("het doel is €\u00a0138")


def test_a_target_for_each_member_has_no_one_journey():
    assert journey(card(RATIO, each({"a": 5.0, "b": 2.0}), "nl", **EACH), "nl", JULY) is None


def test_a_filter_is_named_in_the_title_and_in_the_headline():
    results = make_results([*[10.0] * 12, *[5.0] * 6])
    made = card(SALES, results, "nl", value=120.0, where=(("region", ("Zuid", "<b>Noord</b>")),))
    assert made.title == "Omzet · Zuid, <b>Noord</b> 2026"
    assert "Zuid, <b>Noord</b>" in headline([made], "nl")
