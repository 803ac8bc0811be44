"""The list of KPIs: the goal decides the order, the data only what can be done next."""

import pytest

from kpi_core.catalogue import CATALOGUE, GOALS
from kpi_core.formula.tree import Column
from kpi_core.measurable import Measurable
from kpi_core.offers import Availability, groups, reach, state_of, summary
from kpi_core.texts import LANGS

NOW = Measurable("now")
NEVER = Measurable("missing", (Column("pnl", "amount"),), tables=("pnl",))
GROWTH = GOALS["growth"]
EVERY = tuple(CATALOGUE.values())


def available(of=NOW, valueless=(), **other):
    return Availability(dict.fromkeys(CATALOGUE, of) | other, frozenset(valueless))


def order(found, *, goal=GROWTH, only_goal=True, kpis=EVERY, ranked=False):
    listed = groups(kpis, found, "nl", goal=goal, only_goal=only_goal, ranked=ranked)
    return [line.kpi for group in listed for line in group.lines]


@pytest.mark.parametrize("goal", GOALS.values(), ids=GOALS)
def test_a_goal_is_listed_in_its_own_order_whatever_can_be_measured(goal):
    last = goal.kpis[-1]

    assert order(available(), goal=goal) == list(goal.kpis)
    assert order(available(NEVER, **{last: NOW}), goal=goal) == list(goal.kpis)


@pytest.mark.parametrize("lang", LANGS)
def test_the_parts_of_a_goal_stand_under_their_headings(lang):
    listed = groups(EVERY, available(), lang, goal=GROWTH, only_goal=True, ranked=False)

    assert [[line.kpi for line in group.lines] for group in listed] == [
        list(GROWTH.results),
        list(GROWTH.drivers),
        list(GROWTH.guards),
    ]
    assert all(group.heading for group in listed)


def test_elsewhere_the_kpis_of_the_goal_come_first_and_what_looks_nice_last():
    found = order(available(), only_goal=False)

    assert found[: len(GROWTH.kpis)] == list(GROWTH.kpis)
    assert sorted(found) == sorted(CATALOGUE)
    vanity = [bool(CATALOGUE[kpi].pair) for kpi in found]
    assert vanity == sorted(vanity)


def test_without_a_goal_what_serves_most_goals_comes_first():
    found = order(available(NEVER), goal=None, only_goal=False)
    serves = [sum(kpi in goal.kpis for goal in GOALS.values()) for kpi in found]

    assert serves == sorted(serves, reverse=True)
    assert serves[0] > serves[-1] == 0


def test_without_a_goal_availability_does_not_decide_either():
    assert order(available(NEVER, revenue=NOW), goal=None, only_goal=False) == order(
        available(), goal=None, only_goal=False
    )


def test_what_a_search_found_keeps_its_order():
    kpis = [CATALOGUE[kpi] for kpi in ("return_rate", "page_views", "revenue")]

    assert order(available(NEVER), kpis=kpis, only_goal=False, ranked=True) == ["return_rate", "page_views", "revenue"]


@pytest.mark.parametrize(
    ("found", "action"),
    [
        (NOW, "choose"),
        (Measurable("now", variant="invoices"), "choose"),
        (NEVER, "where"),
        (Measurable("missing", (Column("sales", "rep"),)), "where"),
        (Measurable("missing", (Column("sales", "rep"), Column("sales", "channel"))), "where"),
        (Measurable("words"), "where"),
        (Measurable("survey"), "ask"),
        (Measurable("setting", settings=("margin",)), "fill"),
    ],
    ids=["now", "otherwise", "a table", "a column", "columns", "words", "a survey", "a number"],
)
@pytest.mark.parametrize("lang", LANGS)
def test_every_state_has_one_action(found, action, lang):
    (group,) = groups([CATALOGUE["revenue"]], available(revenue=found), lang, goal=None, only_goal=False, ranked=True)
    (line,) = group.lines

    assert line.action == action
    assert line.button
    assert line.badges[0].text


def test_another_definition_is_named():
    found = available(revenue=Measurable("now", variant="invoices"))
    (group,) = groups([CATALOGUE["revenue"]], found, "nl", goal=None, only_goal=False, ranked=True)

    assert group.lines[0].text.endswith("Hier berekend: uit facturen.")


@pytest.mark.parametrize(("kpi", "state"), [("website_users", "split"), ("revenue_growth", "empty")])
@pytest.mark.parametrize("lang", LANGS)
def test_columns_without_a_value_are_no_promise(kpi, state, lang):
    found = available(valueless={kpi})
    (group,) = groups([CATALOGUE[kpi]], found, lang, goal=None, only_goal=False, ranked=True)

    assert state_of(CATALOGUE[kpi], found) == state
    assert group.lines[0].badges[0].colour == "gray"
    assert state_of(CATALOGUE["revenue"], found) == "now"


def test_one_sentence_counts_what_can_be_measured_and_what_the_rest_waits_for():
    found = available(
        NOW,
        market_share=NEVER,
        active_customers=Measurable("missing", (Column("sales", "customer_id"),)),
        gross_margin=Measurable("setting", settings=("margin",)),
        revenue_growth=Measurable("survey"),
    )
    listed = groups(EVERY, found, "nl", goal=GROWTH, only_goal=True, ranked=False)

    assert summary(listed, "nl") == (
        "Van deze 12 cijfers: 8 kun je nu meten, 1 vraagt één getal van jou, bij 1 ontbreekt één kolom, "
        "1 vraagt nog een bestand, 1 vraagt een korte enquête."
    )
    assert summary(listed, "en").startswith("Of these 12 figures: 8 you can measure now, 1 asks")
    assert summary((), "nl") == ""
    alone = groups([CATALOGUE["revenue"]], found, "nl", goal=None, only_goal=False, ranked=True)
    assert summary(alone, "nl") == "Van dit ene cijfer: 1 kun je nu meten."
    assert reach(GROWTH, found, "nl") == "Nu meetbaar: 8 van 12."
