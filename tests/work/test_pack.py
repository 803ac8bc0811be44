"""The hand-over pack: every part is in it, named so that anyone knows what it is, and its dates are the workspace's own."""

import sys
import zipfile
from datetime import date
from io import BytesIO

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from kpi_core import work
from kpi_core.errors import KpiError, StoreError
from kpi_core.model import Target
from kpi_core.periods import parse_period
from kpi_core.texts import LANGS, say
from kpi_core.work import packed
from kpi_core.work.closing import close_round
from kpi_core.work.names import safe_file_name
from kpi_core.work.round_page import moved as moved_figures
from kpi_core.work.rounds import begin_round
from tests.work.test_overview import LINES

TODAY = date(2026, 7, 3)
pack_module = sys.modules[work.pack.__module__]
ALL = ("slides", "document", "report", "wall", "passports", "proof", "agenda", "gaps", "project")
STARTS = {".pdf": b"%PDF", ".pptx": b"PK", ".docx": b"PK", ".xlsx": b"PK", ".ics": b"BEGIN:VCALENDAR", ".kompas": b"PK"}


@pytest.fixture
def filled(store, spaak, take):
    take("omzet.csv", LINES)
    for kpi in ("revenue", "average_order_value"):
        work.choose(store, spaak, kpi)
    work.set_target(store, spaak, Target("revenue", date(2026, 12, 31), date(2026, 1, 1), value=11_000.0, owner="Noor"))
    work.add_action(store, spaak, kpi="revenue", text="=Bel, Zuid; nu", owner="Sem", due=date(2026, 8, 3), begun=TODAY)
    return spaak


def opened(data):
    return zipfile.ZipFile(BytesIO(data))


@pytest.mark.parametrize("lang", LANGS)
def test_the_zip_has_every_part_and_a_text_that_says_what_is_what(store, filled, lang):
    told = []
    archive = opened(work.pack(store, filled, TODAY, lang, progress=lambda *one: told.append(one)))
    first, *names = archive.namelist()
    words = archive.read(first).decode("utf-8-sig")

    assert [part.id for part in packed.PARTS] == list(ALL)
    assert [name[:3] for name in names] == [f"{at:02} " for at in range(1, len(ALL) + 1)]
    for name, part in zip(names, work.pack_parts(lang), strict=True):
        assert name == f"{name[:3]}{part.name} - Fietshuis De Spaak{part.ending}"
        assert archive.read(name).startswith(STARTS[part.ending])
        assert f"{name}\r\n  {part.about}\r\n" in words
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    assert {total for *_, total in told} == {len(ALL) + 1}
    assert all(any(part.name in doing for doing, *_ in told) for part in work.pack_parts(lang))


def test_the_calendar_says_what_the_workspace_says(store, filled):
    file = work.pack_part(store, filled, TODAY, "nl", "agenda")
    events = {str(event["summary"]): event for event in Calendar.from_ical(file.data).walk("VEVENT")}

    assert events["Actie af: =Bel, Zuid; nu"].decoded("dtstart") == date(2026, 8, 3)
    assert "Sem" in str(events["Actie af: =Bel, Zuid; nu"]["description"])
    ends = [event for event in events.values() if event.decoded("dtstart") == date(2026, 12, 31)]
    assert ["Noor" in str(event["description"]) for event in ends] == [True]
    assert sum(title.startswith("KPI-ronde over") for title in events) == 12


def test_some_parts_alone_can_be_had(store, filled):
    names = opened(work.pack(store, filled, TODAY, "en", parts=("wall", "agenda"))).namelist()

    assert names == [
        "00 Read me.txt",
        "01 Wall poster - Fietshuis De Spaak.pdf",
        "02 Calendar for a year - Fietshuis De Spaak.ics",
    ]
    assert work.part_name(store, filled, "wall", "en") == "Wall poster - Fietshuis De Spaak.pdf"
    assert work.pack_name(store, filled, TODAY, "en") == "Hand-over Fietshuis De Spaak 2026-07-03.zip"


def test_a_part_that_cannot_be_made_is_told_and_keeps_nothing_else_back(store, filled, monkeypatch):
    def refuse(_sources, _share):
        raise KpiError("no_data")

    broken = (packed.Part("wall", ".pdf", refuse), next(part for part in packed.PARTS if part.id == "agenda"))
    monkeypatch.setattr(packed, "PARTS", broken)
    archive = opened(work.pack(store, filled, TODAY, "nl"))

    assert [name[:2] for name in archive.namelist()] == ["00", "02"]
    assert say("error.no_data", "nl") in archive.read("00 Lees mij.txt").decode("utf-8-sig")


@pytest.mark.parametrize("moved", [0, 2])
def test_it_says_when_closed_figures_are_others_by_now(store, filled, monkeypatch, moved):
    monkeypatch.setattr(pack_module, "restatements", lambda *_: (None,) * moved)
    archive = opened(work.pack(store, filled, TODAY, "nl", parts=("agenda",)))
    words = archive.read("00 Lees mij.txt").decode("utf-8-sig")

    assert (say("pack.readme.restated", "nl", n=2, count="2") in words) == bool(moved)


def test_without_data_there_is_nothing_to_hand_over(store, spaak):
    with pytest.raises(StoreError, match="no_data"):
        work.pack(store, spaak, TODAY, "nl")


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ('a<b>:"/\\|?*c', "a-b--------c.pdf"),
        ("CON", "_CON.pdf"),
        ("com1.x", "_com1.x.pdf"),
        ("einde. . ", "einde.pdf"),
        ("\u202e\x00", "kpi.pdf"),
        ("../../etc/passwd", "..-..-etc-passwd.pdf"),
        ("x" * 300, "x" * 100 + ".pdf"),
    ],
)
def test_a_name_is_one_that_every_system_takes(stem, expected):
    assert safe_file_name(stem, ".pdf") == expected


def test_the_proof_workbook_says_which_closed_figures_its_rows_contradict(store, filled, take):
    june = begin_round(store, filled, parse_period("2026-06"), ["Noor"], TODAY)
    close_round(store, filled, june.id, TODAY)
    before = opened(work.pack_part(store, filled, TODAY, "nl", "proof").data).read("xl/worksheets/sheet1.xml").decode()
    take("omzet nieuw.csv", LINES.replace(b"Z20266;K1;600,00", b"Z20266;K1;650,00"))

    after = opened(work.pack_part(store, filled, TODAY, "nl", "proof").data).read("xl/worksheets/sheet1.xml").decode()

    (said, *_) = [one.text for one in moved_figures(store, filled, TODAY, "nl")]
    assert said not in before
    assert said in after


def test_the_proof_workbook_shows_the_periods_the_cards_show(store, filled):
    data = work.pack_part(store, filled, TODAY, "nl", "proof").data
    cover = load_workbook(BytesIO(data), data_only=True).worksheets[0]
    (row,) = [line for line in cover.iter_rows(values_only=True) if line[0] == "Omzet"]

    assert row[1:4] == ("juni 2026", 1000.0, 1000.0)
