"""The same export dropped again: nothing counts twice, nothing is lost, and what changed is told."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kpi_core import work
from kpi_core.errors import StoreError
from kpi_core.store import open_store
from kpi_core.texts import LANGS, say
from tests.work.conftest import orders

WEB = "Datum;Kanaal;Sessies;Gebruikers"


def order(number, day, amount, month=5):
    return (f"2026-{month:02}-{day:02}", f"A{number}", f"K{number % 7}", f"{amount},50", "Zuid")


def invoices(*lines):
    """Return an export of invoices: (number, day in February, amount)."""
    head = "Factuurnummer;Factuurdatum;Vervaldatum;Klantnummer;Bedrag excl. btw"
    return "\n".join(
        [
            head,
            *(
                f"F{number};{day:02}-02-2026;{day:02}-03-2026;K{number % 3};{amount},00"
                for number, day, amount in lines
            ),
        ]
    ).encode()


def web(*lines):
    return "\n".join(
        [WEB, *(f"{day:02}-{month:02}-2026;{channel};{n};{n}" for day, month, channel, n in lines)]
    ).encode()


def total(done, role="net_amount", kind="sales"):
    table = done.dataset.tables[kind]
    return table.rows, round(sum(table.data.column(role).to_pylist()), 2)


MAY = [order(n, n + 1, 100 + n) for n in range(1, 9)]  # 2 to 9 May
MAY_SUM = sum(100.5 + n for n in range(1, 9))
JUNE = [order(20 + n, n, 50, 6) for n in range(1, 5)]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param((MAY, 8, 0, "merge"), id="the same again"),
        pytest.param(([*MAY, *JUNE], 12, 4 * 50.5, "merge"), id="a longer period"),
        pytest.param((JUNE, 12, 4 * 50.5, "add"), id="the next month"),
        pytest.param(([*MAY[4:], *JUNE], 12, 4 * 50.5, "merge"), id="a window that moved on"),
        pytest.param(([*MAY[:2], *MAY[3:]], 7, -103.5, "merge"), id="one order gone"),
        pytest.param(([*MAY[:2], order(3, 4, 900), *MAY[3:]], 8, 797, "merge"), id="one order changed"),
        pytest.param(([*MAY[:3], order(99, 5, 10), *MAY[3:]], 9, 10.5, "merge"), id="one order between"),
        pytest.param(([*MAY[:4], order(5, 1, 105, 6), *MAY[5:], *JUNE], 12, 4 * 50.5, "merge"), id="one order moved"),
    ],
)
@pytest.mark.parametrize("name", ["omzet.csv", "omzet nieuw.csv"])
def test_the_same_export_again_needs_no_question(store, spaak, take, name, case):
    second, rows, added, action = case
    take("omzet.csv", orders(*MAY))
    draft = work.read_upload(store, spaak, name, orders(*second))

    again = second == MAY and name == "omzet.csv"
    assert (draft.questions, draft.tables[0].plan.action) == ((), "replace" if again else action)
    effect = draft.tables[0].plan.effect
    assert (effect.rows_before, effect.rows_after) == (8, rows)
    assert effect.sum_after == pytest.approx(MAY_SUM + added)
    assert total(work.confirm(store, spaak)) == (rows, pytest.approx(MAY_SUM + added))


def test_what_is_gone_and_changed_is_told_per_month(store, spaak, take):
    first = invoices(*((n, n, 1000) for n in range(1, 21)))
    take("facturen.csv", first)
    draft = work.read_upload(
        store,
        spaak,
        "facturen.csv",
        invoices(*((n, n, 1000 if n != 9 else 700) for n in range(1, 21) if n not in {3, 4, 5})),
    )

    changes = draft.tables[0].plan.changes
    assert (changes.vanished, changes.changed, changes.equal, changes.new) == (3, 1, 16, 0)
    (month,) = changes.months
    assert (month.before, month.after, month.vanished, month.changed) == (20_000, 16_700, 3, 1)
    assert total(work.confirm(store, spaak), kind="invoices") == (17, 16_700)


def test_an_import_can_be_undone_whatever_it_replaced(store, spaak, take):
    first = take("omzet.csv", orders(*MAY))
    take("omzet.csv", orders(*MAY[:6]))
    work.go_to_version(store, spaak, first.version.id)

    assert work.current(store, spaak).tables["sales"].rows == 8


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(([order(50 + n, n + 1, 70) for n in range(1, 9)], "same_days", {"merge": 8, "keep": 16, "add": 16}), id="other numbers"),
        pytest.param(([order(n, n + 1, 700) for n in range(1, 9)], "same_days", {"merge": 8, "keep": 8, "add": 16}), id="other amounts"),
        pytest.param(([MAY[0], MAY[7]], "same_days", {"merge": 2, "keep": 8, "add": 10}), id="most of it gone"),
        pytest.param(([order(n, n, 100, 6) for n in range(1, 9)], "known_keys", {"merge": 8, "add": 16}), id="known numbers on other days"),
    ],
)  # fmt: skip
def test_what_may_be_something_else_is_asked_once(store, spaak, take, case):
    second, kind, rows = case
    first = take("winkel.csv", orders(*MAY))
    for choice, left in rows.items():
        work.go_to_version(store, spaak, first.version.id)
        draft = work.read_upload(store, spaak, "webshop.csv", orders(*second))
        (question,) = draft.questions
        assert (question.kind, [reading.choice for reading in question.readings]) == (kind, list(rows))
        for lang in LANGS:
            assert "winkel.csv" in say(f"question.{kind}", lang, **question.fields)
            assert all(say(f"question.{kind}.{known.choice}", lang, **known.fields) for known in question.readings)
        reading = next(known for known in question.readings if known.choice == choice)
        work.answer(store, spaak, question.id, choice)
        done = work.confirm(store, spaak)
        assert total(done) == (left, pytest.approx(reading.effect))


def test_two_shops_stay_beside_each_other(store, spaak, take):
    take("winkel.csv", orders(*MAY))
    shop = [order(50 + n, n + 1, 70) for n in range(1, 9)]
    draft = work.read_upload(store, spaak, "webshop.csv", orders(*shop))
    work.answer(store, spaak, draft.questions[0].id, "add")
    work.confirm(store, spaak)

    for name in ("webshop.csv", "webshop juni.csv"):
        assert work.read_upload(store, spaak, name, orders(*shop, order(70, 3, 5, 6))).questions == ()
        assert total(work.confirm(store, spaak)) == (17, pytest.approx(MAY_SUM + 8 * 70.5 + 5.5))


def test_figures_per_day_go_by_their_day_and_words(store, spaak, take):
    april = [(day, 4, channel, day) for day in range(1, 30) for channel in ("Google", "Direct")]
    take("bezoek.csv", web(*april))
    moved = [(29, 4, "Google", 35), *april[20:-2], (29, 4, "Direct", 29), (1, 5, "Google", 7)]
    draft = work.read_upload(store, spaak, "bezoek (2).csv", web(*moved))

    assert (draft.questions, draft.tables[0].plan.action) == ((), "merge")
    assert total(work.confirm(store, spaak), "sessions", "web") == (59, 2 * sum(range(1, 30)) + 6 + 7)


def test_rows_without_a_key_are_asked_about_unless_all_are_told_again(store, spaak, take):
    def plain(*lines):
        return b"\n".join(
            line.split(b";", 2)[0] + b";" + line.split(b";", 2)[2] for line in orders(*lines).split(b"\n")
        )

    take("omzet.csv", plain(*MAY, MAY[0]))
    assert work.read_upload(store, spaak, "omzet 2.csv", plain(*MAY, MAY[0], *JUNE)).questions == ()
    assert total(work.confirm(store, spaak)) == (13, pytest.approx(MAY_SUM + 101.5 + 4 * 50.5))

    draft = work.read_upload(store, spaak, "omzet 3.csv", plain(*MAY, *JUNE))
    assert [question.kind for question in draft.questions] == ["same_days"]


def test_order_lines_of_the_next_month_are_added_and_told_again_count_once(store, spaak):
    def lines(*rows):
        head = "Ordernummer;Product;Aantal;Bedrag excl. btw"
        return "\n".join([head, *(f"A{n};Fiets {n % 3};1;{amount},50" for n, amount in rows)]).encode()

    may, june = [(n, 10) for n in range(1, 9) for _ in "ab"], [(n, 20) for n in range(21, 25)]
    work.read_uploads(store, spaak, [("orders.csv", orders(*MAY)), ("regels.csv", lines(*may))])
    done = work.confirm(store, spaak)
    assert total(done) == (16, 16 * 10.5)

    work.read_uploads(store, spaak, [("orders.csv", orders(*MAY, *JUNE)), ("regels.csv", lines(*may[4:], *june))])
    draft = work.draft(store, spaak)
    assert draft.questions == ()
    assert total(work.confirm(store, spaak)) == (20, 16 * 10.5 + 4 * 20.5)


def test_the_plan_can_be_changed(store, spaak, take):
    take("omzet.csv", orders(*MAY))
    work.read_upload(store, spaak, "omzet.csv", orders(*MAY[:7]))
    assert work.set_plan(store, spaak, "omzet", "keep").tables[0].plan.effect.rows_after == 8
    assert work.set_plan(store, spaak, "omzet", "leave_out").state == "nothing_recognised"
    with pytest.raises(StoreError, match="unknown_answer"):
        work.set_plan(store, spaak, "omzet", "burn")


def test_overlapping_files_in_one_drop_count_once(store, spaak):
    draft = work.read_uploads(store, spaak, [("a.csv", orders(*MAY)), ("b.csv", orders(*MAY[5:], *JUNE))])

    assert draft.questions == ()
    assert total(work.confirm(store, spaak)) == (12, pytest.approx(MAY_SUM + 4 * 50.5))


def test_files_of_one_drop_that_contradict_each_other_are_asked_about(store, spaak):
    changed = [*MAY[:2], order(3, 4, 900), *MAY[3:]]
    draft = work.read_uploads(store, spaak, [("a.csv", orders(*MAY)), ("b.csv", orders(*changed))])

    assert [question.kind for question in draft.questions] == ["same_days"]


STEP = st.tuples(
    st.integers(1, 20), st.integers(5, 28), st.sampled_from(["change", "vanish", "new", "nothing"]), st.integers(2, 27)
)


@settings(max_examples=8, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(st.lists(STEP, min_size=1, max_size=4))
def test_any_row_of_overlapping_exports_gives_the_last_state(tmp_path_factory, steps):
    """Every day has an anchor that never changes, so that an export tells of every day from its first to its last."""
    truth = {n: (n, 100 + n) for n in range(1, 29)} | {100 + n: (n, 10) for n in range(1, 29)}
    store = open_store(folder=tmp_path_factory.mktemp("law"))
    try:
        spaak = work.create(store, "Wet", "nl").id
        seen = {}
        for turn, (first, last, action, day) in enumerate([(1, 28, "nothing", 1), *steps]):
            if action == "change":
                truth[100 + day] = (day, 1000 + turn)
            elif action == "vanish":
                truth.pop(100 + day, None)
            elif action == "new":
                truth[200 + turn] = (day, 20 + turn)
            window = {n: (at, amount) for n, (at, amount) in truth.items() if first <= at <= max(first, last)}
            seen = {n: row for n, row in seen.items() if not first <= row[0] <= max(first, last)} | window
            data = orders(*(order(n, at, amount) for n, (at, amount) in window.items()))
            draft = work.read_upload(store, spaak, f"export {turn % 2}.csv", data)
            for question in draft.questions:
                work.answer(store, spaak, question.id, "merge")
            done = work.confirm(store, spaak)
            assert total(done) == (len(seen), round(sum(amount + 0.5 for _, amount in seen.values()), 2))
    finally:
        store.close()
