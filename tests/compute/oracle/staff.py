"""People: who works here, who is ill, who is wanted, what they learnt, and what they and customers answered."""

from math import prod

from tests.compute.oracle.books import fte
from tests.compute.oracle.reckon import (
    at_least,
    at_most,
    being,
    both,
    days_from,
    days_inside,
    different,
    goes_on,
    halfway,
    having,
    less,
    mean_of,
    middle_of,
    number,
    over,
    people,
    times,
    total,
)

OWN = being("contract_type", "permanent", "fixed_term", "")
WITH_INTERNS = being("contract_type", "permanent", "fixed_term", "intern", "")
SICK = being("absence_type", "sick", "")
LEARNT = both(having("score_before"), having("score_after"))


def one(*values):
    """Their product, an empty one counting as 1."""
    return prod(1 if value is None else value for value in values)


def sick_days(at):
    def weight(row):
        return one(row["absence_pct"], row["fte"])

    return days_inside(at, "absences", weight, SICK)


def employed_days(at):
    return days_inside(at, "employees", lambda row: one(row["fte"]), WITH_INTERNS)


def staff(keep):
    return lambda at: halfway(lambda day: people(day, "employees", "employee_id", keep), at)


def left(keep=OWN):
    def gone(at):
        return both(keep, lambda row: not goes_on(at.world, row))

    return lambda at: different(at, "employees", "employee_id", gone(at), "termination_date")


def moved(row):
    since, hired = row["function_start_date"], row["hire_date"]
    return since is not None and hired is not None and since > hired


def per_staff(reckon):
    return lambda at: over(reckon(at), staff(OWN)(at))


def cases(at):
    return times(over(number(at, "absences", SICK), staff(WITH_INTERNS)(at)), 365 / at.days)


def on_contract(*kinds):
    return lambda at: fte(at, being("contract_type", *kinds))


def share(top, bottom):
    return lambda at: over(top(at), bottom(at))


def hires(at):
    return number(at, "vacancies", having("accepted_date"))


def inside(at):
    return number(at, "vacancies", lambda row: row["filled_internally"] is True)


def points(role):
    return lambda at: total(at, "trainings", role, LEARNT)


def gained(at):
    return less(points("score_after")(at), points("score_before")(at))


def between(start, end, reckon=mean_of):
    return lambda at: reckon(at, "vacancies", days_from(start, end))


def answers(survey, *conditions):
    return lambda at: number(at, "surveys", both(being("survey_type", survey), having("score"), *conditions))


def promoters(survey):
    up, down = answers(survey, at_least("score", 9)), answers(survey, at_most("score", 6))
    return lambda at: times(over(less(up(at), down(at)), answers(survey)(at)), 100)


BEST = {5: 4, 7: 6, 10: 8}


def top(row):
    return row["scale_max"] is not None and row["score"] is not None and row["score"] >= BEST[row["scale_max"]]


def mean_score(survey):
    return lambda at: mean_of(at, "surveys", "score", being("survey_type", survey))


def engaged(at):
    def least(row):
        return 1 if row["scale_min"] is None else row["scale_min"]

    def points_of(role):
        return lambda row: None if row[role] is None else row[role] - least(row)

    known = both(being("survey_type", "engagement"), having("score"))
    reached, reachable = (total(at, "surveys", points_of(role), known) for role in ("score", "scale_max"))
    return times(over(reached, reachable), 100)


def tops(survey):
    return share(answers(survey, top), answers(survey))


STAFF = {
    "net_promoter_score": promoters("nps"),
    "employee_net_promoter_score": promoters("enps"),
    "customer_satisfaction_score": tops("csat"),
    "customer_satisfaction_score:mean": mean_score("csat"),
    "customer_effort_score": mean_score("ces"),
    "customer_effort_score:agreeing": share(answers("ces", at_least("score", 5)), answers("ces")),
    "employee_satisfaction_rate": tops("esat"),
    "employee_satisfaction_rate:mean": mean_score("esat"),
    "employee_engagement_score": engaged,
    "employee_engagement_score:mean": mean_score("engagement"),
    "employee_engagement_score:favourable": tops("engagement"),
    "absenteeism_rate": share(sick_days, employed_days),
    "absenteeism_rate:payroll": share(
        lambda at: total(at, "absence_totals", "sick_days"), lambda at: total(at, "absence_totals", "available_days")
    ),
    "absenteeism_rate:frequency": cases,
    "employee_turnover_rate": per_staff(left()),
    "employee_turnover_rate:voluntary": per_staff(left(both(OWN, being("leave_reason", "voluntary")))),
    "employee_turnover_rate:yearly": lambda at: times(per_staff(left())(at), 365 / at.days),
    "internal_mobility_rate": per_staff(
        lambda at: different(at, "employees", "employee_id", both(OWN, moved), "function_start_date")
    ),
    "internal_mobility_rate:vacancies": share(inside, hires),
    "training_effectiveness": share(gained, points("score_before")),
    "training_effectiveness:cost_per_point": share(lambda at: total(at, "trainings", "spend"), gained),
    "time_to_hire": between("application_date", "accepted_date"),
    "time_to_hire:median": between("application_date", "accepted_date", middle_of),
    "time_to_fill": between("opened_date", "accepted_date"),
    "time_to_fill:first_day": between("opened_date", "start_date"),
    "time_to_fill:median": between("opened_date", "accepted_date", middle_of),
    "cost_per_hire": share(
        lambda at: total(at, "vacancies", "hire_cost"), lambda at: number(at, "vacancies", having("hire_cost"))
    ),
    "temporary_staff_share": share(on_contract("agency"), fte),
    "temporary_staff_share:per_permanent": share(on_contract("agency"), on_contract("permanent")),
    "temporary_staff_share:with_fixed_term": share(on_contract("agency", "fixed_term"), fte),
}
