"""The sample company in full swing: followed KPIs, targets with votes, actions, a note, a closed round, one that goes on."""

from datetime import UTC, date, datetime

from kpi_core import work
from kpi_core.model import Target
from kpi_core.periods import parse_period
from kpi_core.work import closing, rounds
from kpi_core.work import workshop as workshops

DAY = date(2026, 7, 5)
NOW = datetime(2026, 7, 5, 9, 0, tzinfo=UTC)
YEAR = {"until": date(2026, 12, 31), "since": date(2026, 1, 1)}
PEOPLE = ("Sanne", "Bo")
KPIS = ("revenue", "sales_profit_margin", "cost_per_acquisition", "new_customers", "net_promoter_score")
MARKETING = ("website_conversion_rate", "cost_per_lead", "lead_conversion_rate")
STEPS = workshops.STEPS


def company(store, lang="nl"):
    """Return the id of the company: everything that people write down stands in it at least once."""
    space = work.create_sample(store, lang).id
    for kpi in KPIS:
        work.choose(store, space, kpi)
    for kpi in MARKETING:
        work.choose(store, space, kpi, "marketing")
    aims = {"revenue": (800_000, "Sanne"), "sales_profit_margin": (0.4, "Bo"), "new_customers": (400, "")}
    for kpi, (value, owner) in aims.items():
        work.set_target(store, space, Target(kpi, YEAR["until"], YEAR["since"], value, owner=owner))
    target = work.target_of(store, space, "revenue")
    work.ask(store, space, target, PEOPLE)
    work.vote(store, space, target, "Bo", 2, doubt="Zonder monteur halen we april niet", on=DAY)
    work.vote(store, space, target, "Sanne", 4, on=DAY)
    work.accept(store, space, target, "Sanne", DAY)
    _acts(store, space)
    work.add_note(store, space, "De winkel was een week dicht", on=DAY, kpi="revenue", period="2026-04")
    _rounds(store, space)
    return space


def _acts(store, space):
    for text, due in (("Bel de klanten in Zuid", date(2026, 6, 20)), ("Zet de folder uit", date(2026, 9, 1))):
        work.add_action(store, space, kpi="revenue", text=text, owner="Bo", due=due, begun=date(2026, 3, 1))
    done = work.add_action(
        store, space, kpi="new_customers", text="Open avond", owner="Sanne", due=DAY, begun=date(2026, 2, 1)
    )
    work.finish_action(store, space, done.id, date(2026, 3, 15))


def _rounds(store, space):
    """Close the round about May with decisions in it, and begin the one about June."""
    may, june = (parse_period(month) for month in ("2026-05", "2026-06"))
    held = rounds.begin_round(store, space, may, PEOPLE, date(2026, 6, 4), kpis=KPIS)
    for kpi, choice in (("revenue", "steer"), ("sales_profit_margin", "go_on")):
        rounds.decide(
            store, space, held.id, kpi=kpi, choice=choice, owner="Bo", on=date(2026, 6, 4), text="Meer fietsen in Zuid"
        )
    closing.close_round(store, space, held.id, date(2026, 6, 4))
    rounds.begin_round(store, space, june, PEOPLE, DAY, kpis=KPIS, now=NOW)


def closed_round(store, space):
    """Return the id of the round that was closed."""
    return next(one.id for one in rounds.rounds(store, space) if one.closed_on)


def at_step(store, space, step):
    """Bring a workshop of two people to a step, with four KPIs scored and chosen on the way."""
    if workshops.workshop(store, space) is None:
        workshops.begin_workshop(store, space, PEOPLE, NOW)
        workshops.set_candidates(store, space, KPIS)
        for person in PEOPLE:
            workshops.score(store, space, person, KPIS[:2])
        workshops.settle(store, space, KPIS)
        workshops.park(store, space, "Wie betaalt de monteur?", DAY)
    workshops.go_to(store, space, step, NOW)
