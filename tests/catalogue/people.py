"""The people of the small company: staff, absence, hiring and training, with part-timers, agency staff and open ends."""

from datetime import date, timedelta

from kpi_core.periods import add_months

DEPARTMENTS = ["winkel", "magazijn"]
FORMS = ["permanent", "permanent", "fixed_term", "agency", "intern", None]


def employees(dice, first, last):
    """Return everyone who worked at the company since a few years before `first`; who left has a reason or none."""
    roles = "employee_id hire_date termination_date leave_reason fte contract_type function_start_date department"
    rows, days = [roles.split()], (last - first).days
    for number in range(320):
        hired = first + timedelta(days=dice.randint(-1000, days))
        left = hired + timedelta(days=dice.randint(30, 1200)) if dice.random() < 0.7 else None
        left = left if left and left <= last else None
        moved = hired + timedelta(days=dice.choice([0, dice.randint(60, 800)]))
        moved = moved if moved <= min(left or last, last) and dice.random() < 0.6 else None
        reason = dice.choice(["voluntary", "involuntary", "other", None]) if left else None
        dates = [day.isoformat() if day else None for day in (hired, left)]
        fte = dice.choice([1, 1, 0.8, 0.5, None])
        row = [f"E{number}", *dates, reason, fte, dice.choice(FORMS), moved.isoformat() if moved else None]
        rows.append([*row, dice.choice(DEPARTMENTS)])
    return rows


def absences(dice, first, last):
    """Return cases of absence, some partial, some still going, some of another kind than illness."""
    rows = [["employee_id", "absence_start", "absence_end", "absence_pct", "absence_type", "fte"]]
    for _ in range(420):
        start = first + timedelta(days=dice.randint(-60, (last - first).days))
        end = start + timedelta(days=dice.choice([0, 2, 5, 40, 200]))
        ends = end.isoformat() if end <= last and dice.random() < 0.95 else None
        kind = dice.choice(["sick", "sick", None, "maternity", "holiday"])
        share, fte = dice.choice([1, 1, 0.5, None]), dice.choice([1, 0.8, None])
        rows.append([f"E{dice.randint(0, 319)}", start.isoformat(), ends, share, kind, fte])
    return rows


def absence_totals(dice, first, last):
    """Return the days ill and the days available per month and department, as a payroll package gives them."""
    rows = [["date", "sick_days", "available_days", "department"]]
    for day in (add_months(first, n) for n in range(18)):
        for department in DEPARTMENTS:
            there = dice.randint(1500, 2500)
            rows.append(
                [(add_months(day, 1) - timedelta(days=1)).isoformat(), dice.randint(30, 150), there, department]
            )
    return [rows[0], *(row for row in rows[1:] if row[0] <= last.isoformat())]


def vacancies(dice, first, last):
    """Return vacancies: filled, filled by someone from inside, still open, and with steps nobody noted."""
    roles = "vacancy_id opened_date application_date accepted_date start_date hire_cost filled_internally"
    rows = [roles.split()]
    for number in range(260):
        opened = first + timedelta(days=dice.randint(-60, (last - first).days))
        applied = opened + timedelta(days=dice.randint(0, 40)) if dice.random() < 0.8 else None
        accepted = opened + timedelta(days=dice.randint(41, 120))
        accepted = accepted if accepted <= last and dice.random() < 0.9 else None
        begun = accepted + timedelta(days=30) if accepted else None
        dates = [day.isoformat() if day else None for day in (opened, applied, accepted, begun)]
        cost = dice.choice([None, dice.randint(200, 6000)])
        rows.append([f"V{number}", *dates, cost, dice.choice([True, False, False, None])])
    return rows


def trainings(dice, first, last):
    """Return who took which training, the scores of the test before and after, sometimes one of them missing."""
    rows = [["employee_id", "training_date", "score_before", "score_after", "spend"]]
    for _ in range(330):
        day = first + timedelta(days=dice.randint(0, (last - first).days))
        scores = [score if dice.random() < 0.9 else None for score in (dice.randint(30, 60), dice.randint(55, 95))]
        rows.append([f"E{dice.randint(0, 319)}", day.isoformat(), *scores, dice.choice([None, 150, 400])])
    return rows


def timesheets(dice, first, last):
    """Return hours written per person and day, billable or not."""
    rows = [["date", "employee_id", "hours", "billable"]]
    for _ in range(500):
        day = date.fromordinal(dice.randint(first.toordinal(), last.toordinal()))
        rows.append([day.isoformat(), f"E{dice.randint(0, 319)}", dice.randint(1, 8), dice.choice([True, True, False])])
    return rows
