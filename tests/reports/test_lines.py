"""Actions, agreements, decisions and notes as lines, and what comes next, in both languages."""

from dataclasses import replace
from datetime import date

import pytest

from kpi_core.model import Action, Agreement, Decision, Note, Target, Verdict, Vote
from kpi_core.reports.lines import action_line, agreement_lines, last_decisions, note_line
from kpi_core.reports.sentences import MOST_STEPS, plain, steps
from kpi_core.targets.agreement import asks
from tests.export.handed import handed

TODAY = date(2026, 7, 10)
ACTION = Action("a", "revenue", "Bel Zuid", "Anna", date(2026, 7, 10), date(2026, 6, 1))
TARGET = Target("revenue", date(2026, 12, 31), date(2026, 1, 1), value=1000.0, owner="Anna")


@pytest.mark.parametrize(
    ("changed", "nl", "en", "running", "late"),
    [
        pytest.param({}, "loopt", "running", True, False, id="due today"),
        pytest.param({"due": date(2026, 7, 9)}, "te laat", "late", True, True, id="due yesterday"),
        pytest.param(
            {"due": date(2026, 7, 9), "done_on": date(2026, 7, 1)},
            "klaar op 1 juli 2026",
            "done on 1 July 2026",
            False,
            False,
            id="done",
        ),
        pytest.param(
            {"dropped_on": date(2026, 7, 1)},
            "vervallen op 1 juli 2026",
            "dropped on 1 July 2026",
            False,
            False,
            id="dropped",
        ),
    ],
)
def test_an_action_says_where_it_stands(changed, nl, en, running, late):
    for lang, state in (("nl", nl), ("en", en)):
        line = action_line(replace(ACTION, **changed), "Omzet", TODAY, lang)

        assert (line.state, line.running, line.late) == (state, running, late)


def test_an_action_on_a_part_names_it():
    line = action_line(replace(ACTION, segment=("region", "Zuid")), "Omzet", TODAY, "nl")

    assert (line.part, line.kpi_name) == ("Zuid", "Omzet")


def agreed(*fingers, about=None, **more):
    votes = tuple(Vote(f"P{place}", one, TODAY, f"D{place}" if one < 3 else "") for place, one in enumerate(fingers))
    return Agreement(asks(TARGET) if about is None else about, votes=votes, **more)


def test_votes_about_what_was_asked_before_do_not_count():
    old = agreed(5, 5, about=asks(replace(TARGET, value=900.0)), accepted_by="Anna", accepted_on=TODAY)

    assert agreement_lines(TARGET, old, "nl") == ("Het ja van de eigenaar is er nog niet.",)
    assert agreement_lines(TARGET, agreed(), "en") == ("The owner has not said yes yet.",)


def test_who_agreed_how_many_stand_behind_it_and_which_doubts_there_are():
    found = agreed(5, 3, 2, 0, accepted_by="Anna", accepted_on=TODAY, asked=("P0", "P1", "P9"))
    answered = replace(found, votes=(*found.votes[:3], replace(found.votes[3], answer="Y")))

    assert agreement_lines(TARGET, answered, "en") == (
        "Anna said yes on 10 July 2026.",
        "Votes behind it: 2 of 4.",
        "1 person has not voted yet.",
        "Doubt: D2",
        "Doubt: D3 Answer: Y",
    )


def test_the_decisions_are_those_of_the_last_round_about_the_kpi():
    def decided(id_, round_, day, kpi="revenue"):
        return Decision(id_, round_, kpi, "go_on", "Anna", date(2026, day, 1), text=id_)

    given = [
        decided("new", "r2", 7),
        decided("old", "r1", 6),
        decided("new too", "r2", 7),
        decided("x", "r3", 8, "nps"),
    ]

    assert [line.text for line in last_decisions(given, "revenue", "Omzet", "nl")] == ["new", "new too"]
    assert not last_decisions(given, "gross_margin", "Marge", "nl")


def test_a_note_is_about_its_period_else_about_its_day():
    note = Note("n", "tekst", date(2026, 3, 4), "revenue", "2026-Q1", "Chris")

    assert note_line(note, "nl").about == "1e kwartaal 2026"
    assert note_line(replace(note, period=""), "nl").about == "4 maart 2026"


def test_what_comes_next_starts_with_what_is_late_and_then_what_has_no_action():
    first = handed("nl").kpis[0]
    alone = replace(first, kpi="b", name="Marge", actions=(), status=Verdict.AT_RISK, status_words="Loopt risico")
    bare = replace(first, kpi="c", name="NPS", actions=(), status=None, target=None, letters=())
    found = steps((first, first, alone, bare), "nl")

    assert found[0] == "Rond af of spreek opnieuw af: Bel klant a2 (Anna, 2026-06-01)."
    assert found[1] == "Spreek een actie af voor marge: loopt risico, en er loopt geen actie."
    assert found[2] == "Maak de doelen voor omzet en marge rond. A staat er"
    assert found[3] == "Stel een doel voor NPS."
    assert len(found) == 4


def test_there_are_only_so_many_steps():
    first = handed("en").kpis[0]
    late = tuple(replace(first.actions[1], text=f"T{place}") for place in range(20))

    assert len(steps((replace(first, actions=late),), "en")) == MOST_STEPS


def test_bold_marks_are_no_words():
    assert plain("Nu hoort **€ 3k**") == "Nu hoort € 3k"
