"""A pair of KPIs an owner names: kept, taken away, brought back, counted as looked at, and told in words."""

from datetime import date

import numpy as np
import pytest

from kpi_core import work
from kpi_core.errors import StoreError
from kpi_core.leading import Checked, Verdict
from kpi_core.texts import LANGS
from kpi_core.work import leading
from kpi_core.work.leading import Pair
from tests.work.conftest import HEADER

TODAY = date(2030, 12, 31)
FIRST, THEN = "average_order_value", "new_customers"


def sold(months, lag=2, link=1.0):
    """Return orders from 2025 on, in which more new customers follow `lag` months after larger orders."""
    chance = np.random.default_rng(4)
    surprise = chance.normal(0, 1, months + lag)
    lines = [HEADER]
    for month in range(months):
        year, number = 2025 + month // 12, month % 12 + 1
        amount = 100 + 10 * surprise[month + lag]
        people = round(14 + 4 * link * surprise[month] + chance.normal(0, 0.5))
        for one in range(max(people, 1)):
            day = 1 + one % 28
            text = f"{amount:.2f}".replace(".", ",")
            lines.append(f"{day:02d}-{number:02d}-{year};N{month}-{one};K{month}-{one};{text};Zuid")
        lines.append(f"28-{number:02d}-{year};L{month};K0-0;{text};Zuid")
    return "\n".join(lines).encode()


@pytest.fixture
def firm(take, store, spaak):
    take("orders.csv", sold(66))
    return store, spaak


def named(firm, first=FIRST, lag=2):
    leading.name_pair(*firm, THEN, first, lag)
    return Pair(first, lag)


def words(firm, lang="nl"):
    return leading.shown(*firm, THEN, today=TODAY, lang=lang)


def test_a_named_pair_is_kept_until_it_is_taken_away_and_comes_back_as_it_was(firm):
    pair = named(firm)
    named(firm, "revenue", 1)
    leading.drop_pair(*firm, THEN, pair)

    assert leading.pairs(*firm, THEN) == (Pair("revenue", 1),)

    named(firm)

    assert leading.pairs(*firm, THEN) == (pair, Pair("revenue", 1))


def test_naming_and_taking_away_are_in_the_log(firm):
    store, spaak = firm
    pair = named(firm)
    leading.drop_pair(*firm, THEN, pair)
    with store.reading(spaak) as space:
        found = [entry for entry in space.events() if entry.detail.get("key") == f"leading.{THEN}"]

    assert [entry.detail["after"][0]["gone"] for entry in found] == [True, False]  # the newest first


@pytest.mark.parametrize(
    ("first", "lag", "code"),
    [(THEN, 2, "leading_itself"), (FIRST, 0, "leading_lag"), (FIRST, 7, "leading_lag"), ("sfeer", 2, "unknown_kpi")],
)
def test_a_pair_that_makes_no_sense_is_refused(firm, first, lag, code):
    with pytest.raises(StoreError) as refused:
        named(firm, first, lag)

    assert refused.value.code == code
    assert leading.pairs(*firm, THEN) == ()


def test_five_pairs_are_enough(firm):
    for lag in range(1, 6):
        named(firm, FIRST, lag)
    with pytest.raises(StoreError) as refused:
        named(firm, FIRST, 6)

    assert refused.value.code == "leading_full"


def test_the_same_pair_twice_is_one(firm):
    named(firm)
    named(firm)

    assert len(leading.pairs(*firm, THEN)) == 1


def test_what_is_offered_can_be_measured_with_the_causes_first(firm):
    offered = leading.candidates(*firm, "revenue", "nl")

    assert "revenue" not in offered
    assert "net_promoter_score" not in offered
    causes = [id_ for id_, text in offered.items() if text.endswith("· oorzaak")]
    assert causes == list(offered)[: len(causes)]
    assert set(causes) <= set(work.catalogue(*firm)["revenue"].drivers)
    assert causes


SAID = {
    "nl": "Het bovenste cijfer beweegt vaak eerder (aanwijzing, geen bewijs). "
    "Ligt het bovenste hoger dan gewoon, dan ligt het onderste 2 maanden later meestal ook hoger.",
    "en": "The upper figure often moves earlier (a hint, no proof). "
    "When the upper one is higher than usual, the lower one is mostly higher too, 2 months later.",
}


@pytest.mark.parametrize("lang", LANGS)
def test_a_planted_lead_is_told_as_a_hint(firm, lang):
    named(firm)

    assert words(firm, lang)[0].verdict == SAID[lang]


def test_the_picture_holds_both_and_the_first_goes_on_beyond_the_second(firm):
    named(firm)
    rows = words(firm)[0].chart.data.groupby("panel")["when"].max()

    assert (rows["first"], rows["then"]) == ("2030-08-01T00:00:00", "2030-06-01T00:00:00")


@pytest.mark.parametrize(
    ("found", "text", "more"),
    [
        (Checked(Verdict.TOO_SHORT, 11, 2), "Kijk vooral zelf: van beide samen zijn er 11 maanden, en vanaf 24 zeggen we iets.", ""),
        (
            Checked(Verdict.CANNOT_TELL, 30, 2),
            "Nog niet te zeggen of het bovenste cijfer eerder beweegt.",
            "Dat is geen teken dat het niet zo is: met 30 maanden valt alleen een sterk verband op.",
        ),
        (
            Checked(Verdict.FITS, 30, 1, same=True),
            "Past bij wat je verwacht. Ligt het bovenste hoger dan gewoon, dan ligt het onderste 1 maand later meestal ook hoger.",
            "",
        ),
        (
            Checked(Verdict.FITS, 30, 2, same=False),
            (
                "Er zit een patroon in, maar andersom. Klopt dat met wat je verwacht? "
                "Ligt het bovenste hoger dan gewoon, dan ligt het onderste 2 maanden later meestal juist lager."
            ),
            "",
        ),
        (
            Checked(Verdict.ELSEWHERE, 70, 3, same=True),
            (
                "Met 2 maanden ertussen is het nog niet te zeggen. "
                "Met 3 maanden ertussen beweegt het bovenste cijfer vaak eerder (aanwijzing, geen bewijs). "
                "Ligt het bovenste hoger dan gewoon, dan ligt het onderste 3 maanden later meestal ook hoger."
            ),
            "",
        ),
    ],
    ids=lambda value: value.verdict.value if isinstance(value, Checked) else "",
)  # fmt: skip
def test_the_words_go_no_further_than_the_months_do(firm, monkeypatch, found, text, more):
    monkeypatch.setattr(leading, "check", lambda *_, **__: found)
    named(firm)
    shown = words(firm)[0]

    assert (shown.verdict, shown.more) == (text, more)


def test_pairs_that_were_taken_away_still_count_as_looked_at(firm, monkeypatch):
    seen = []
    monkeypatch.setattr(
        leading, "check", lambda *_, looked, **__: seen.append(looked) or Checked(Verdict.CANNOT_TELL, 66, 2)
    )
    for lag in (1, 3, 4):
        leading.drop_pair(*firm, THEN, named(firm, FIRST, lag))
    named(firm)
    words(firm)

    assert seen == [4]


def test_without_data_or_pairs_nothing_is_shown(store, firm):
    assert words(firm) == ()
    empty = work.create(store, "Leeg", "nl").id
    leading.name_pair(store, empty, THEN, FIRST, 2)

    assert leading.shown(store, empty, THEN, today=TODAY, lang="nl") == ()
