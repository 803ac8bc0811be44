"""A draft is made once per change: looking at it again is free, and no answer is ever looked past."""

from kpi_core import work
from kpi_core.work import waiting

SALES = "Datum;Bonnummer;Bedrag\n" + "".join(f"{day:02d}-05-2026;{day};{day}0,00\n" for day in range(1, 21))


def counted(monkeypatch):
    made = []
    build = waiting.build
    monkeypatch.setattr(waiting, "build", lambda *given: made.append(1) or build(*given))
    return made


def test_a_draft_is_made_anew_only_after_a_change(store, spaak, monkeypatch):
    made = counted(monkeypatch)
    first = work.read_upload(store, spaak, "kassa.csv", SALES.encode())
    assert work.draft(store, spaak) is first
    assert len(made) == 1

    (question,) = first.questions
    answered = work.answer(store, spaak, question.id, question.readings[0].choice)
    assert answered.questions == ()
    assert work.draft(store, spaak) is answered
    assert len(work.answered(store, spaak)) == 1

    assert work.reopen(store, spaak, question.id).questions == (question,)
    assert work.answered(store, spaak) == ()


def test_a_draft_is_made_anew_when_the_data_beside_it_changes(store, spaak):
    work.read_upload(store, spaak, "kassa.csv", SALES.replace("Bedrag", "Bedrag excl. btw").encode())
    version = work.confirm(store, spaak).version
    work.read_upload(
        store, spaak, "kassa.csv", SALES.replace("Bedrag", "Bedrag excl. btw").encode() + b"30-05-2026;99;5\n"
    )
    before = work.draft(store, spaak).tables[0].plan
    work.confirm(store, spaak)
    work.read_upload(
        store, spaak, "kassa.csv", SALES.replace("Bedrag", "Bedrag excl. btw").encode() + b"30-05-2026;99;5\n"
    )
    assert version is not None
    assert work.draft(store, spaak).tables[0].plan != before
