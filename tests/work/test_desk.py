"""All clients beside each other: each counted by hand, what needs attention most first."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kpi_core import work
from kpi_core.model import Target, Verdict
from kpi_core.periods import parse_period
from kpi_core.store import open_store
from kpi_core.texts import LANGS
from kpi_core.work.clients import client
from kpi_core.work.closing import close_round
from kpi_core.work.desk import desk, headline, line
from kpi_core.work.rounds import begin_round
from tests.work.conftest import HEADER

TODAY = date(2026, 7, 10)
YEAR = Target("revenue", date(2026, 12, 31), date(2026, 1, 1), value=120_000.0, owner="Sanne")


def sales(months, each=10_000):
    """Return orders of the same amount on the 1st and the 28th of each month of 2026."""
    lines = [f"{day:02}-{month:02}-2026;{month}{day};K{day};{each / 2:.0f};Zuid" for month in months for day in (1, 28)]
    return "\n".join([HEADER, *lines]).encode()


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    opened = open_store(folder=tmp_path_factory.mktemp("desk"), now=lambda: datetime(2026, 1, 5, 9, 0, tzinfo=UTC))
    yield opened
    opened.close()


@pytest.fixture
def made(store):
    """Make a client: with data of so many months, a target, and rounds about these months."""
    names = iter("ABCDEFGH")
    here = []

    def make(months=range(1, 7), target=YEAR, rounds=(), *, agreed=True, kpis=("revenue",)):
        id_ = work.create(store, next(names), "nl").id
        here.append(id_)
        if months:
            work.read_upload(store, id_, "verkoop.csv", sales(months))
            work.confirm(store, id_)
        for kpi in kpis:
            work.choose(store, id_, kpi)
        if target:
            kept = work.set_target(store, id_, target)
            if agreed:
                work.accept(store, id_, kept, kept.owner, TODAY)
        for month in rounds:
            close_round(store, id_, begin_round(store, id_, parse_period(month), ["Sanne"], TODAY).id, TODAY)
        return id_

    yield make
    for id_ in here:
        work.trash(store, id_)


APRIL, MAY, JUNE = (("2026-04",), ("2026-05",), ("2026-06",))
CLIENTS = {
    "up to date": ({"rounds": JUNE}, {"missed": None, "skipped": 0, "stale": False, "unagreed": 0}, "nothing"),
    "the last month not discussed": ({"rounds": MAY}, {"missed": "2026-06", "skipped": 1}, "round"),
    "two months skipped": ({"rounds": APRIL}, {"missed": "2026-06", "skipped": 2}, "round"),
    "never a round": ({}, {"missed": "2026-06", "skipped": 1}, "round"),
    "a round begun and not closed is none": (
        {"rounds": MAY, "begun": "2026-06"},
        {"missed": "2026-06"},
        "round",
    ),
    "old data": ({"months": range(1, 6), "rounds": MAY}, {"stale": True, "reach": date(2026, 5, 28)}, "refresh"),
    "nobody agreed": ({"rounds": JUNE, "agreed": False}, {"unagreed": 1}, "agree"),
    "an action past its day": ({"rounds": JUNE, "action": date(2026, 7, 9)}, {"late": 1}, "late"),
    "an action due today": ({"rounds": JUNE, "action": TODAY}, {"late": 0}, "nothing"),
    "no target": ({"target": None, "rounds": JUNE}, {"targets": 0, "unagreed": 0}, "aim"),
    "no KPI": ({"target": None, "kpis": ()}, {"kpis": 0, "missed": None}, "choose"),
    "no data": ({"months": (), "target": None}, {"reach": None, "missed": None, "stale": False}, "read"),
}


@pytest.mark.parametrize(("how", "expected", "step"), CLIENTS.values(), ids=CLIENTS)
def test_a_client_is_counted(store, made, how, expected, step):
    more = dict(how)
    begun, action = more.pop("begun", None), more.pop("action", None)
    id_ = made(**more)
    if begun:
        begin_round(store, id_, parse_period(begun), [], TODAY)
    if action:
        work.add_action(store, id_, kpi="revenue", text="Bel", owner="Bram", due=action, begun=date(2026, 6, 1))

    found = client(store, id_, TODAY)
    seen = {name: getattr(found, name) for name in expected}
    if found.missed and "missed" in seen:
        seen["missed"] = found.missed.id

    assert seen == expected
    for lang in LANGS:
        assert line(store, id_, TODAY, lang).next == words(step, found, lang)


def words(step, found, lang):
    from kpi_core.numbers import show_period
    from kpi_core.texts import say

    period = show_period(found.missed, lang) if found.missed else ""
    return say(f"desk.next.{step}", lang, n=1, count="1", period=period)


def test_the_verdicts_are_those_of_the_targets(store, made):
    id_ = made(target=replace(YEAR, value=240_000.0))

    found = client(store, id_, TODAY)

    assert dict(found.verdicts) == {status.verdict: 1 for _, status in work.statuses(store, id_, TODAY)}
    assert found.bad == 1  # 60.000 of the 120.000 that half a year asks


def test_what_needs_attention_most_comes_first(store, made):
    calm = made(rounds=JUNE)
    skipped = made(rounds=APRIL)
    off = made(target=replace(YEAR, value=240_000.0), rounds=JUNE)
    late = made(rounds=JUNE)
    work.add_action(store, late, kpi="revenue", text="Bel", owner="Bram", due=date(2026, 7, 1), begun=date(2026, 6, 1))

    assert [one.workspace.id for one in desk(store, TODAY, "nl")] == [off, skipped, late, calm]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("nl", "1 van je 3 klanten besprak juni 2026 nog niet. Bij 1 is iets uit koers."),
        ("en", "1 of your 3 clients has not discussed June 2026 yet. 1 has a target off course."),
    ],
)
def test_the_headline_says_who_skipped_and_what_is_off_course(store, made, lang, said):
    made(rounds=JUNE)
    made(rounds=MAY)
    made(target=replace(YEAR, value=240_000.0), rounds=JUNE)

    assert headline(desk(store, TODAY, lang), lang) == said


def test_the_badges_say_it_in_words(store, made):
    id_ = made(target=replace(YEAR, value=240_000.0), rounds=APRIL, agreed=False)

    told = {lang: line(store, id_, TODAY, lang) for lang in LANGS}

    assert [badge.text for badge in told["nl"].badges] == [
        "1 uit koers",
        "2 rondes overgeslagen",
        "1 doel zonder akkoord",
    ]
    assert [badge.text for badge in told["en"].badges] == ["1 off course", "2 rounds skipped", "1 target not agreed"]
    assert told["nl"].facts == "Gegevens t/m 28 juni 2026"


def test_a_client_whose_data_is_gone_does_not_take_the_others_along(store, made):
    id_ = made(rounds=JUNE)
    for path in (store.folder_of(id_) / "datasets").iterdir():
        path.unlink()
    work.confirming._load.cache_clear()
    other = made(rounds=JUNE)

    first, second = desk(store, TODAY, "nl")

    assert (first.workspace.id, second.workspace.id) == (id_, other)
    assert first.problem
    assert first.page == "start"
    assert [badge.text for badge in first.badges] == ["Gegevens niet te lezen"]


def test_a_calm_desk_says_so(store, made):
    made(rounds=JUNE)

    (only,) = desk(store, TODAY, "nl")
    assert set(only.client.verdicts) <= {Verdict.ON_COURSE, Verdict.CANNOT_TELL, Verdict.REACHED}
    assert headline([only], "nl") == "Bij je klant ligt nu niets stil en is niets uit koers."
