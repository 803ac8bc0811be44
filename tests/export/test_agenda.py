"""What goes into a calendar, read back by icalendar."""

from datetime import UTC, date, datetime, time

import pytest
from dateutil.easter import easter as easter_of_dateutil
from icalendar import Calendar

from kpi_core.export.agenda import Entry, Plan, calendar, first_working_day, rounds_ahead, tasks_ics, year_ahead
from kpi_core.export.agenda.rounds import easter
from kpi_core.model import Action
from kpi_core.periods import Grain
from kpi_core.reports import ReportDate

TODAY = date(2026, 7, 10)
STAMP = datetime(2026, 7, 10, 8, 30, tzinfo=UTC)
NASTY = 'Bel; "Jan", nu\\n\nEND:VEVENT\r\nATTENDEE:mailto:x@y.z'
NAMES = {"revenue": "Omzet", "nps": "NPS", "conversion": "Conversie"}


def action(id_="a1", text="Winkel in Zuid bellen", due=date(2026, 8, 3), **more):
    return Action(id_, "revenue", text, "Noor", due, date(2026, 7, 1), **more)


def plan(**changes):
    known = {
        "workspace": "w",
        "names": NAMES,
        "reviews": {"revenue": Grain.MONTH, "nps": Grain.QUARTER, "conversion": Grain.WEEK},
        "deadlines": (ReportDate("t1", "target", date(2026, 12, 31), "Doel Omzet: € 1,0 mln", "Noor"),),
        "actions": (action(),),
    }
    return Plan(**(known | changes))


def events(data):
    return list(Calendar.from_ical(data).walk("VEVENT"))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-08-01", "2026-08-03"),  # a Saturday
        ("2027-01-01", "2027-01-04"),  # New Year's Day on a Friday
        ("2026-10-01", "2026-10-01"),
        ("2024-04-01", "2024-04-02"),  # Easter Monday
        ("2020-06-01", "2020-06-02"),  # Whit Monday
    ],
)
def test_a_round_is_held_on_the_first_day_people_work(day, expected):
    assert first_working_day(date.fromisoformat(day)) == date.fromisoformat(expected)


def test_easter_is_on_the_same_day_as_elsewhere():
    assert all(easter(year) == easter_of_dateutil(year) for year in range(1990, 2100))


def test_rounds_look_back_on_the_period_before():
    found = list(rounds_ahead(Grain.QUARTER, TODAY, date(2027, 7, 10)))

    assert found == [
        (date(2026, 10, 1), "2026-Q3"),
        (date(2027, 1, 4), "2026-Q4"),
        (date(2027, 4, 1), "2027-Q1"),
        (date(2027, 7, 1), "2027-Q2"),
    ]


def test_a_round_goes_through_the_kpis_whose_period_ended():
    rounds = {entry.on: entry for entry in year_ahead(plan(), "nl", TODAY) if entry.title.startswith("KPI-ronde")}

    assert len(rounds) == 12
    assert rounds[date(2026, 8, 3)].title == "KPI-ronde over juli 2026"
    assert "NPS" not in rounds[date(2026, 8, 3)].note
    assert rounds[date(2026, 10, 1)].note == "Langs te gaan:\n- Omzet\n- NPS\n- Conversie"
    assert rounds[date(2026, 10, 1)].begins == time(9)


def test_a_year_holds_rounds_deadlines_actions_and_the_review():
    entries = year_ahead(plan(), "en", TODAY)

    assert [entry.on for entry in entries] == sorted(entry.on for entry in entries)
    assert {entry.title for entry in entries if entry.begins is None} == {
        "Action due: Winkel in Zuid bellen",
        "Doel Omzet: € 1,0 mln",
    }
    assert [(e.on, e.minutes) for e in entries if "of the year" in e.title] == [(date(2026, 12, 1), 60)]
    assert [(e.on, e.weeks) for e in entries if e.weeks] == [(date(2026, 7, 13), 52)]


@pytest.mark.parametrize(
    "changes",
    [
        {"deadlines": (ReportDate("t1", "target", date(2027, 12, 31), "Later"),)},
        {"deadlines": (ReportDate("t1", "target", date(2026, 7, 9), "Earlier"),)},
        {"deadlines": (ReportDate("t1", "action", date(2026, 8, 3), "No target"),)},
        {"actions": (action(done_on=TODAY),)},
        {"actions": (action(due=date(2028, 1, 1)),)},
    ],
)
def test_what_is_past_done_or_further_away_stays_out(changes):
    bare = {"names": {}, "reviews": {}, "deadlines": (), "actions": ()}

    assert year_ahead(plan(**(bare | changes)), "nl", TODAY) == ()


def test_an_overdue_action_stays_on_its_own_day():
    found = year_ahead(plan(names={}, reviews={}, deadlines=(), actions=(action(due=date(2026, 6, 1)),)), "nl", TODAY)

    assert [entry.on for entry in found] == [date(2026, 6, 1)]


def test_a_file_reads_back_as_it_was_meant():
    entries = year_ahead(plan(), "nl", TODAY)
    read = events(calendar(entries, "nl", name="KPI's", stamp=STAMP))

    assert [(str(e["uid"]), str(e["summary"])) for e in read] == [(entry.uid, entry.title) for entry in entries]
    for event, entry in zip(read, entries, strict=True):
        start = event.decoded("dtstart")
        assert start == (entry.on if entry.begins is None else datetime.combine(entry.on, entry.begins))
        assert event.decoded("dtstamp") == STAMP


def test_the_same_things_keep_their_ids_and_a_later_file_counts():
    first = events(calendar(year_ahead(plan(), "nl", TODAY), "nl", name="x", stamp=STAMP))
    later = events(calendar(year_ahead(plan(), "en", TODAY), "en", name="x", stamp=STAMP.replace(hour=11)))

    assert {str(e["uid"]) for e in first} == {str(e["uid"]) for e in later}
    assert len({str(e["uid"]) for e in first}) == len(first)
    assert min(int(e["sequence"]) for e in later) > max(int(e["sequence"]) for e in first)


def test_two_workspaces_share_no_ids():
    one, other = ({e.uid for e in year_ahead(plan(workspace=w, actions=()), "nl", TODAY)} for w in ("w", "v"))

    assert not one & other


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_text_of_a_customer_adds_no_line_of_its_own(lang):
    given = action(text=NASTY, effect=NASTY)
    (event,) = events(tasks_ics([given], {"revenue": NASTY}, lang, stamp=STAMP))

    assert NASTY.replace("\r\n", "\n") in str(event["summary"]).replace("\r\n", "\n")
    assert "attendee" not in event


def test_a_task_that_is_done_is_taken_out_of_the_calendar():
    done, running = action(done_on=TODAY), action("a2")
    read = events(tasks_ics([done, running], NAMES, "nl", stamp=STAMP))

    assert [(str(e["uid"]), str(e["status"])) for e in read] == [
        ("action-a1@kpi-kompas", "CANCELLED"),
        ("action-a2@kpi-kompas", "CONFIRMED"),
    ]
    assert all(type(e.decoded("dtstart")) is date for e in read)


def test_an_entry_that_comes_back_says_how_often():
    (event,) = events(calendar([Entry("u", "x", TODAY, begins=time(9), weeks=3)], "nl", name="x", stamp=STAMP))

    assert event["rrule"] == {"FREQ": ["WEEKLY"], "COUNT": [3]}
