"""What is ready to be handed over: counted from the report, with the way to put it in order."""

from dataclasses import replace

import pytest

from kpi_core.reports.ready import checks
from kpi_core.texts import LANGS, say
from tests.export.handed import action, handed


def by_code(report):
    return {check.code: check for check in checks(report)}


def with_first(report, **changes):
    """Return the report with its first KPI changed, and no other KPI in it."""
    level = report.levels[0]
    return replace(report, levels=(replace(level, kpis=(replace(level.kpis[0], **changes),)),))


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_open_names_the_kpis_and_where_to_go(lang):
    found = by_code(handed(lang))
    names = [kpi.name[:1].lower() + kpi.name[1:] for kpi in handed(lang).once if kpi.target is None]

    assert found["target"].text == say("ready.target.open", lang, kpis=", ".join(names))
    assert (found["target"].place, found["target"].kpi) == ("targets", "gross_margin")
    assert (found["agreed"].done, found["agreed"].kpi) == (False, "revenue")
    assert found["letters"].done
    assert found["action"].done
    assert (found["late"].done, found["late"].place) == (False, "actions")
    assert found["gaps"].text == say("ready.gaps.open", lang, n=1, count="1")


def test_everything_in_order_leaves_nothing_open():
    first = handed("nl").kpis[0]
    letters = tuple(replace(letter, done=True) for letter in first.letters)
    report = with_first(handed("nl"), letters=letters, actions=(action("a", "", on=first.target.until),))

    assert all(check.done for check in checks(replace(report, gaps=())))


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"owner": ""}, "owner"), ({"actions": ()}, "action"), ({"target": None, "letters": ()}, "target")],
)
def test_one_thing_missing_is_one_line_open(changes, code):
    assert not by_code(with_first(handed("nl"), **changes))[code].done


def test_of_many_kpis_three_are_named():
    report = handed("nl")
    bare = report.levels[0].kpis[1]
    kpis = tuple(replace(bare, kpi=f"k{at}", name=f"Kpi {at}") for at in range(5))
    told = by_code(replace(report, levels=(replace(report.levels[0], kpis=kpis),)))["target"].text

    assert told == "Nog zonder doel: kpi 0, kpi 1, kpi 2 en nog 2."
