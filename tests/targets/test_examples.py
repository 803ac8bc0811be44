"""The SMART examples that come with the KPIs, each set as one or two targets: every one of them can be asked."""

from datetime import date

import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.model import Form, Target
from kpi_core.periods import Grain
from kpi_core.targets import phrase, understood
from kpi_core.texts import LANGS

NAMES = {"campagne": "campaign", "campaign": "campaign"}
F = Form

# KPI, what a person types in Dutch and in English, the form, the value, and where it starts
EXAMPLES = [
    ("revenue", "van € 80000 naar € 88000 per maand", "from € 80000 to € 88000 a month", F.FROM_TO, 88_000, 80_000),
    ("website_sessions", "van 8.000 naar 10.000 per maand", "from 8,000 to 10,000 a month", F.FROM_TO, 10_000, 8000),
    ("click_through_rate", "van 3% naar 5%", "from 3% to 5%", F.FROM_TO, 0.05, 0.03),
    ("roas", "van 3,2 naar minimaal 4", "from 3.2 to at least 4", F.FROM_TO, 4.0, 3.2),
    ("roas", "minstens 4 op alle campagnes", "at least 4 on every campaign", F.EACH_MEMBER, 4.0, None),
    ("new_customers", "50 per kwartaal", "50 a quarter", F.PER_PERIOD, 50, None),
    ("new_customers", "10 per maand", "10 a month", F.PER_PERIOD, 10, None),
    ("net_promoter_score", "van 22 naar 32", "from 22 to 32", F.FROM_TO, 32, 22),
    ("net_promoter_score", "+10 punten", "+10 points", F.POINTS, 10, None),
    ("first_response_time", "van 5 uur naar minder dan 2 uur", "from 5 hours to less than 2 hours", F.FROM_TO, 2, 5),
    ("first_response_time", "minder dan 2 uur", "less than 2 hours", F.CEILING, 2, None),
    ("employee_turnover_rate", "van 16% naar hooguit 12%", "from 16% to at most 12%", F.FROM_TO, 0.12, 0.16),
    ("return_on_investment", "minstens 30% na 12 maanden", "at least 30% after 12 months", F.AT_AGE, 0.3, None),
    ("return_on_investment", "15% na 3 maanden", "15% after 3 months", F.AT_AGE, 0.15, None),
    ("temporary_staff_share", "10 tot 20%", "between 10% and 20%", F.RANGE, None, None),
    ("days_inventory_outstanding", "35 tot 45", "between 35 and 45", F.RANGE, None, None),
    ("current_ratio", "van 1,1 nu naar minstens 1,3", "from 1.1 now to at least 1.3", F.FROM_TO, 1.3, 1.1),
    ("revenue", "20% hoger dan vorig jaar", "20% higher than last year", F.RELATIVE, 0.2, None),
    ("revenue", "15% meer dan de vorige periode", "15% more than the previous period", F.RELATIVE, 0.15, None),
]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example[0]}: {example[1]}")
def test_an_example_of_a_kpi_can_be_typed(example, lang):
    kpi, dutch, english, form, value, start = example
    (wish,) = understood(dutch if lang == "nl" else english, CATALOGUE[kpi], lang, NAMES)
    assert (wish.form, wish.from_) == (form, start if start is None else pytest.approx(start))
    assert wish.value == (None if value is None else pytest.approx(value))
    assert (wish.per is None) is not any(word in dutch for word in ("maand", "kwartaal")) or form is F.AT_AGE


def test_the_periods_of_the_examples_are_their_own():
    found = [understood(text, CATALOGUE["new_customers"], "nl")[0].per for text in ("50 per kwartaal", "10 per maand")]
    assert found == [Grain.QUARTER, Grain.MONTH]


@pytest.mark.parametrize(
    ("start", "goal", "said"),
    [(0.0179, 0.018, "van 1,79% naar 1,8%"), (0.012, 0.018, "van 1,2% naar 1,8%"), (0.03, 0.05, "van 3% naar 5%")],
)
def test_a_small_step_is_not_told_as_none(start, goal, said):
    kpi = CATALOGUE["website_conversion_rate"]
    target = Target(kpi.id, date(2026, 12, 31), date(2026, 1, 1), value=goal, baseline=start)

    assert phrase(target, kpi, "nl") == said
