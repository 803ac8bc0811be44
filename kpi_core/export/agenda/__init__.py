"""Dates to put in a calendar: the rounds of a year, deadlines, what people promised."""

from kpi_core.export.agenda.calendar import Entry, calendar
from kpi_core.export.agenda.rounds import first_working_day, rounds_ahead
from kpi_core.export.agenda.year import Plan, tasks_ics, year_ahead

__all__ = ["Entry", "Plan", "calendar", "first_working_day", "rounds_ahead", "tasks_ics", "year_ahead"]
