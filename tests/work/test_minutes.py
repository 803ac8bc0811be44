"""The minutes hold every decision, in both languages, as text, in Word and as dates."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from docx import Document
from icalendar import Calendar

from kpi_core import work
from kpi_core.export.minutes import minutes_docx
from kpi_core.model import Target
from kpi_core.periods import parse_period
from kpi_core.reports.minutes import as_text
from kpi_core.work.closing import close_round
from kpi_core.work.minutes import minutes, tasks
from kpi_core.work.round_last import last_time
from kpi_core.work.rounds import begin_round, decide
from tests.work.conftest import orders

TODAY = date(2026, 7, 10)
HOSTILE = '=HYPERLINK("http://x") <b>&amp; {x} [y](z)'
LINES = [
    (f"{day:02d}-{month:02d}-{year}", f"{year}{month}{day}", f"K{day % 5}", f"{month}00,00", "Zuid")
    for year in (2025, 2026)
    for month in range(1, 13 if year == 2025 else 7)
    for day in (3, 15, 28)
]


@pytest.fixture
def held(store, spaak, take):
    """A closed round: revenue is steered with an action, the basket goes on, new customers were left alone."""
    take("omzet.csv", orders(*LINES))
    for kpi in ("revenue", "average_order_value", "new_customers"):
        work.choose(store, spaak, kpi)
    work.set_target(store, spaak, Target("revenue", date(2026, 12, 31), date(2026, 1, 1), 99_000.0, owner="Sanne"))
    order = ["revenue", "average_order_value", "new_customers"]
    round_ = begin_round(store, spaak, parse_period("2026-06"), ["Sanne", "Joost"], TODAY, kpis=order)
    told = next(line.told for line in minutes(store, spaak, round_.id, TODAY, "nl").lines if line.name == "Omzet")
    decide(
        store,
        spaak,
        round_.id,
        kpi="revenue",
        choice="steer",
        owner="Sanne",
        on=TODAY,
        verdict="off_course",
        told=told,
        cause="regen in juni",
    )
    decide(store, spaak, round_.id, kpi="average_order_value", choice="go_on", owner="Joost", on=TODAY, text=HOSTILE)
    work.add_action(
        store,
        spaak,
        kpi="revenue",
        text=HOSTILE,
        owner="Sanne",
        due=date(2026, 8, 1),
        begun=TODAY,
        effect="+5%",
        round=round_.id,
    )
    close_round(store, spaak, round_.id, TODAY)
    return round_.id


WORDS = {
    "nl": (
        "Notulen maandronde juni 2026",
        "Juni 2026 is afgesloten met 2 besluiten en 1 actie.",
        "Aanwezig: Sanne, Joost",
        "Uit koers. Met omzet lig je",
        "Oorzaak: Regen in juni",
        "Besluit: Bijsturen met een actie (Sanne)",
        f"Actie: {HOSTILE} (Sanne, klaar op 1 augustus 2026) (+5%)",
        "Besluit: Zo doorgaan (Joost)",
        f"Toelichting: {HOSTILE}",
        "Besluit: Hierover is niets besloten.",
        "De volgende ronde is op 3 augustus 2026.",
    ),
    "en": (
        "Minutes of the month round June 2026",
        "June 2026 is closed with 2 decisions and 1 action.",
        "Present: Sanne, Joost",
        "Off course. You are",
        "Cause: Regen in juni",
        "Decision: Steer with an action (Sanne)",
        f"Action: {HOSTILE} (Sanne, done by 1 August 2026) (+5%)",
        "Decision: Go on like this (Joost)",
        f"Remark: {HOSTILE}",
        "Decision: Nothing was decided about this.",
        "The next round is on 3 August 2026.",
    ),
}


def test_the_minutes_hold_every_decision_in_both_languages_and_forms(store, spaak, held):
    for lang, words in WORDS.items():
        found = minutes(store, spaak, held, TODAY, lang)
        document = "\n".join(paragraph.text for paragraph in Document(BytesIO(minutes_docx(found))).paragraphs)

        for text in (as_text(found), document):
            plain = text.replace("\u00a0", " ")
            assert [part for part in words if part not in plain] == []


def test_the_calendar_has_the_actions_and_the_next_round(store, spaak, held):
    stamp = datetime(2026, 7, 10, 9, tzinfo=UTC)

    events = Calendar.from_ical(tasks(store, spaak, held, "nl", stamp)).walk("VEVENT")

    dates = {str(event["SUMMARY"]): event["DTSTART"].dt for event in events}
    assert dates == {f"Actie af: {HOSTILE}": date(2026, 8, 1), "Maandronde over juli 2026": date(2026, 8, 3)}
    again = Calendar.from_ical(tasks(store, spaak, held, "en", stamp)).walk("VEVENT")
    assert {str(one["UID"]) for one in events} == {str(one["UID"]) for one in again}


def test_the_next_round_shows_what_was_decided_last_time(store, spaak, held):
    later = begin_round(store, spaak, parse_period("2026-07"), [], date(2026, 8, 10), kpis=["revenue"])

    before = last_time(store, spaak, later.id, "revenue", "nl")

    assert before.decision == "Bijsturen met een actie (Sanne, juni 2026)."
    assert [text for _, text in before.actions] == [f"{HOSTILE} (Sanne, klaar op 1 augustus 2026)"]
    assert last_time(store, spaak, later.id, "new_customers", "nl").decision == ""
    assert last_time(store, spaak, held, "revenue", "nl").decision == ""
