"""The report says what the app says: the same figures and sentences, in one language, in every document."""

import re
import shutil
import subprocess
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from io import BytesIO

import pypdf
import pytest

from kpi_core import work
from kpi_core.catalogue import CATALOGUE
from kpi_core.export.document import document_docx
from kpi_core.export.slides import slides_pptx
from kpi_core.model import Decision, Form, Note, Target, Verdict
from kpi_core.store import open_store
from kpi_core.texts import LANGS, texts
from kpi_core.work.drivers import cause
from tests.work.conftest import MAY_AND_JUNE

TODAY = date(2026, 7, 10)
YEAR = (date(2026, 12, 31), date(2026, 1, 1))
CHOSEN = (
    ("revenue", "company"),
    ("gross_margin", "company"),
    ("new_customers", "company"),
    ("cart_abandonment_rate", "ecommerce"),
    ("absenteeism_rate", "hr"),
)
OTHER = {"nl": "en", "en": "nl"}


@pytest.fixture(scope="module")
def company(tmp_path_factory, sample_bytes):
    """The sample company with three targets, votes, actions, decisions of two rounds and a note."""
    folder = tmp_path_factory.mktemp("report")
    store = open_store(folder=folder, now=lambda: datetime(2026, 7, 10, 9, tzinfo=UTC))
    ws = work.create(store, "Fietshuis De Spaak", "nl").id
    work.read_upload(store, ws, "Fietshuis De Spaak.xlsx", sample_bytes)
    work.confirm(store, ws)
    for kpi, level in CHOSEN:
        work.choose(store, ws, kpi, level)
    revenue = work.set_target(store, ws, Target("revenue", *YEAR, value=700_000.0, owner="Anna"))
    work.set_target(store, ws, Target("gross_margin", *YEAR, value=0.36, owner="Bram"))
    work.set_target(store, ws, Target("absenteeism_rate", *YEAR, value=0.04, form=Form.CEILING, owner="Dina"))
    part = Target("revenue", *YEAR, value=300_000.0, segment=("region", "Zuid"), owner="Emma")
    work.set_target(store, ws, part)
    for person, fingers, doubt in (("Anna", 5, ""), ("Farid", 2, "X-Y-Z")):
        work.vote(store, ws, revenue, person, fingers, doubt=doubt, on=date(2026, 2, 1))
    work.accept(store, ws, revenue, "Anna", date(2026, 2, 3))
    act = {"kpi": "revenue", "owner": "Anna", "begun": date(2026, 5, 1)}
    work.add_action(store, ws, text="Q-1", due=date(2026, 7, 31), **act)
    work.add_action(store, ws, text="Q-2", due=date(2026, 6, 30), **act)
    done = work.add_action(store, ws, text="Q-3", due=date(2026, 6, 1), **act)
    work.finish_action(store, ws, done.id, date(2026, 6, 2))
    with store.writing(ws) as space:
        for id_, round_, day in (("d1", "r1", date(2026, 6, 3)), ("d2", "r2", date(2026, 7, 3))):
            kept = Decision(id_, round_, "revenue", "steer", "Anna", day, "off_course", "Zuid", f"T-{id_}")
            space.entries("decision").put(id_, kept)
        space.entries("note").put("n1", Note("n1", "N-1", date(2026, 3, 4), "revenue", "2026-03", "Chris"))
    yield store, ws
    store.close()


@pytest.fixture(scope="module")
def reports(company):
    return {lang: work.report(*company, TODAY, lang) for lang in LANGS}


@pytest.fixture(scope="module")
def boards(company):
    return {lang: work.dashboard(*company, TODAY, lang) for lang in LANGS}


def strings(value):
    """Yield every text in a report, except codes: ids, and what only says which colour or kind."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, Target):
        for field in fields(value):
            if field.name not in (
                "id",
                "kpi",
                "level",
                "lang",
                "tone",
                "kind",
                "status",
                "unit",
                "passport",
                "direction",
            ):
                yield from strings(getattr(value, field.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from strings(one)


@pytest.mark.parametrize("lang", LANGS)
def test_every_figure_and_word_is_that_of_its_card(reports, boards, lang):
    told = reports[lang].kpis
    cards = [card for level in boards[lang].levels for card in level.cards]

    assert [kpi.kpi for kpi in told] == [kpi for kpi, _ in CHOSEN]
    for kpi, card in zip(told, cards, strict=True):
        assert (kpi.title, kpi.value, kpi.number) == (card.title, card.value, card.number)
        assert (kpi.comparison, kpi.ahead) == (card.comparison.replace("**", ""), card.ahead.replace("**", ""))
        assert kpi.status_words == (card.badge.word if card.badge else "")
        assert kpi.should == (card.foot.replace("**", "") if card.target else "")


def test_the_bars_of_a_total_add_up_to_its_figure_and_the_route_to_its_target(reports):
    revenue = reports["nl"].kpis[0]
    this_year = revenue.points[-12:]

    assert [point.name for point in this_year][::11] == ["januari 2026", "december 2026"]
    assert sum(point.value or 0.0 for point in this_year) == pytest.approx(revenue.number)
    assert sum(point.route for point in this_year) == pytest.approx(700_000)
    assert [point.label for point in this_year][:2] == ["2026", "feb"]


def test_the_line_of_a_level_ends_at_its_figure_beside_its_target(reports):
    margin = reports["nl"].kpis[1]
    whole = [point for point in margin.points if point.complete]

    assert whole[-1].value == margin.number
    assert margin.edges == (0.36,)
    assert not margin.total


@pytest.mark.parametrize("lang", LANGS)
def test_the_headline_and_the_sentence_carry_the_cause_the_overview_tells(company, reports, boards, lang):
    found = cause(*company, "revenue", today=TODAY, lang=lang)
    revenue = reports[lang].kpis[0]

    assert revenue.status is Verdict.OFF_COURSE
    assert found
    assert revenue.cause == found
    assert reports[lang].headline == revenue.sentence == f"{boards[lang].outcome} {found[0].upper()}{found[1:]}."


def test_votes_are_counted_without_names_and_a_doubt_keeps_the_letter_open(reports):
    revenue = reports["nl"].kpis[0]
    said = " ".join(revenue.agreement)

    assert "Anna zei ja op 3 februari 2026." in said
    assert "Stemmen die erachter staan: 1 van 2." in said
    assert "X-Y-Z" in said
    assert "Farid" not in said
    assert not revenue.letters[2].done


def test_actions_stand_running_first_and_a_late_one_is_the_first_step(reports):
    report = reports["nl"]
    revenue = report.kpis[0]

    assert [(line.text, line.running, line.late) for line in revenue.actions] == [
        ("Q-2", True, True),
        ("Q-1", True, False),
        ("Q-3", False, False),
    ]
    assert [line.text for line in report.actions] == ["Q-2", "Q-1"]
    assert "Q-2" in report.steps[0]
    assert all(line.worked for line in revenue.actions)


def test_only_what_the_last_round_decided_is_told(reports):
    assert [(line.text, line.cause) for line in reports["nl"].kpis[0].decisions] == [("T-d2", "Zuid")]


def test_a_note_stands_with_its_period(reports):
    (note,) = reports["en"].kpis[0].notes

    assert (note.about, note.text, note.who) == ("March 2026", "N-1", "Chris")


def test_a_target_on_a_part_is_told_beside_that_of_the_whole(company, reports):
    (line,) = reports["nl"].kpis[0].others
    verdicts = {target.segment: status.verdict for target, status in work.statuses(*company, TODAY)}

    assert line.status is verdicts["region", "Zuid"]
    assert "Zuid" in line.title


def test_what_is_missing_is_told_with_how_to_get_it(reports):
    gaps = reports["nl"].gaps
    columns = [line for line in gaps if line.kind == "column"]

    assert [line.about for line in columns] == [CATALOGUE["cart_abandonment_rate"].name["nl"]]
    assert columns[0].do
    assert any(line.kind == "cells" and "J1217" in line.text for line in gaps)
    assert not any(line.kind == "value" for line in gaps)


def test_the_days_to_remember_have_names_of_their_own(reports):
    dates = reports["nl"].dates

    assert len({one.id for one in dates}) == len(dates) == 2 + 4
    assert [one.on for one in dates] == sorted(one.on for one in dates)


def test_people_keep_their_least_group(reports):
    assert reports["nl"].kpis[-1].min_group == CATALOGUE["absenteeism_rate"].min_group


def test_without_data_or_kpis_there_is_no_report(store, spaak, take):
    assert work.report(store, spaak, TODAY, "nl") is None

    take("orders.csv", MAY_AND_JUNE)
    assert work.report(store, spaak, TODAY, "nl") is None


def pieces(lang):
    """Return the parts of the texts of one language that the other does not have: long enough to tell them by."""
    found = {
        part.strip()
        for text in texts(lang).values()
        for form in (text if isinstance(text, tuple) else (text,))
        for part in re.split(r"\{[^}]*\}", form)
    }
    return {part for part in found if len(part) > 12 and " " in part}


@pytest.fixture(scope="module")
def printed(reports, tmp_path_factory):
    """The text of every document as LibreOffice prints it, by its name."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    assert program, "LibreOffice is missing: tests/run installs it"
    folder = tmp_path_factory.mktemp("printed")
    for lang, report in reports.items():
        (folder / f"{lang}_slides.pptx").write_bytes(slides_pptx(report))
        (folder / f"{lang}_document.docx").write_bytes(document_docx(report))
    subprocess.run(
        [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *map(str, sorted(folder.glob("*_*.*"))),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return {path.stem: _text(path.read_bytes()) for path in sorted(folder.glob("*.pdf"))}


def _text(data):
    pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages]
    return " ".join(" ".join(pages).split()).replace("\u00a0", " ")


def test_the_documents_open_and_hold_every_figure(reports, printed):
    assert set(printed) == {f"{lang}_{kind}" for lang in LANGS for kind in ("slides", "document")}
    for name, said in printed.items():
        report = reports[name[:2]]
        for kpi in report.kpis:
            for text in (kpi.value, kpi.status_words, kpi.owner):
                assert text.replace("\u00a0", " ") in said, (name, kpi.kpi, text)
        assert "Q-2" in said


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_is_said_in_the_other_language_or_as_a_code(reports, printed, lang):
    told = " ".join(strings(reports[lang])).replace("\u00a0", " ")
    foreign = pieces(OTHER[lang]) - pieces(lang)
    other = " ".join(strings(reports[OTHER[lang]])).replace("\u00a0", " ")
    assert len([part for part in foreign if part in other]) > 10  # such a text would be found
    for said in (told, printed[f"{lang}_slides"], printed[f"{lang}_document"]):
        assert not [part for part in foreign if part in said]
        assert not re.findall(r"\b[a-z]{3,}_[a-z_]{3,}\b|\{[a-z_]+\}|\b(?:None|nan|NaN|True|False)\b", said)
        assert not re.findall(r"\d\.\d{4,}|\d{5,}", said.replace("J1217", ""))
