"""The letter A says what stands in its way: one thing, the first to do, without a name or a word of a voter."""

from dataclasses import replace
from datetime import date

import pytest

from kpi_core.model import Agreement, Vote
from kpi_core.targets import smart_letters
from kpi_core.targets.agreement import asks
from kpi_core.targets.carried import carried
from tests.targets.small import JULY, make_kpi, make_results, make_target

DAY = date(2026, 7, 1)
TARGET = make_target(850_000, owner="Sanne")
NOW, BEFORE = asks(TARGET), asks(replace(TARGET, value=800_000))


def votes(*fingers):
    return tuple(Vote(f"*{place}*", one, DAY, "te druk" * (one < 3)) for place, one in enumerate(fingers))


@pytest.mark.parametrize(
    ("agreement", "done", "nl", "en"),
    [
        (
            Agreement(NOW, votes=votes(5, 2), accepted_on=DAY),
            False,
            "Eén stem op 2: bespreek die twijfel eerst.",
            "One vote of 2: discuss that doubt first.",
        ),
        (
            Agreement(NOW, votes=votes(0, 1, 4)),
            False,
            "2 stemmen onder 3: bespreek die twijfels eerst.",
            "2 votes under 3: discuss those doubts first.",
        ),
        (
            Agreement(NOW, ("*0*", "*1*", "*2*"), votes(5), "Sanne", DAY),
            False,
            "Nog 2 stemmen te gaan.",
            "2 votes to go.",
        ),
        (
            Agreement(NOW, votes=votes(5, 3)),
            False,
            "Iedereen heeft gestemd. Nu het ja van de eigenaar nog.",
            "Everyone has voted. Now the owner's yes.",
        ),
        (
            Agreement(NOW, votes=votes(5, 3), accepted_by="Piet", accepted_on=DAY),
            False,
            "Het ja kwam niet van de eigenaar zelf.",
            "The yes did not come from the owner.",
        ),
        (
            Agreement(NOW, votes=votes(5, 3), accepted_by="Sanne", accepted_on=DAY),
            True,
            "Iedereen staat erachter. De eigenaar zei ja op 1 juli 2026.",
            "Everyone stands behind it. The owner said yes on 1 July 2026.",
        ),
        (
            Agreement(
                NOW,
                votes=(*votes(5), replace(votes(2)[0], person="Bas", answer="We huren iemand in")),
                accepted_by="Sanne",
                accepted_on=DAY,
            ),
            True,
            "Iedereen heeft gestemd en de twijfel is besproken. De eigenaar zei ja op 1 juli 2026.",
            "Everyone has voted and the doubt was talked through. The owner said yes on 1 July 2026.",
        ),
        (
            Agreement(NOW, accepted_by="Sanne", accepted_on=DAY),
            True,
            "De eigenaar zei ja op 1 juli 2026.",
            "The owner said yes on 1 July 2026.",
        ),
        (
            Agreement(BEFORE, votes=votes(5), accepted_by="Sanne", accepted_on=DAY),
            False,
            "Deze stemmen gingen over €\u00a0800.000. Stem opnieuw over wat er nu staat.",
            "These votes were about €\u00a0800,000. Vote again on what it asks now.",
        ),
        (
            Agreement(asks(replace(TARGET, until=date(2026, 6, 30))), accepted_on=DAY),
            False,
            "Het ja van de eigenaar ging over €\u00a0850.000, van 1 januari 2026 tot en met 30 juni 2026. Vraag het opnieuw.",
            "The owner's yes was about €\u00a0850,000, from 1 January 2026 to 30 June 2026. Ask again.",
        ),
        (
            Agreement(BEFORE),
            False,
            "Bespreek het met wie het raakt. Daarna zegt de eigenaar ja.",
            "Talk it over with those it touches. Then the owner says yes.",
        ),
    ],
)
def test_what_stands_in_the_way_is_said(agreement, done, nl, en):
    kpi = make_kpi()
    assert carried(agreement, TARGET, kpi, "nl") == (done, nl)
    assert carried(agreement, TARGET, kpi, "en") == (done, en)
    assert smart_letters(TARGET, kpi, make_results([1.0]), JULY, "nl", agreement=agreement)[2].text == nl
