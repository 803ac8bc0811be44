from dataclasses import replace
from datetime import date

import pytest

from kpi_core.cards import build
from kpi_core.insights import attention, headline, journey, round_held, tally
from kpi_core.model import Status, Verdict
from kpi_core.periods import parse_period
from kpi_core.phrases import in_sentence
from kpi_core.signals import Kind, Newest, Side, Signal
from kpi_core.texts import LANGS
from kpi_core.units import Direction, Unit
from tests.targets.small import JULY, LEVEL, make_kpi, make_results, make_target

NBSP = "\u00a0"
V = Verdict


def card(verdict, name="Omzet", *, kpi=None, target=None, now=405_000.0, expected=430_000.0, lang="nl"):
    """A card whose verdict is given."""
    reasons = {V.CANNOT_TELL: "no_data", V.REACHED: "reached", V.MISSED: "missed"}
    told = verdict is not V.CANNOT_TELL
    status = Status(
        verdict,
        now if told else None,
        expected if told else None,
        now - expected if told else None,
        date(2026, 6, 30),
        reasons.get(verdict, "sum_behind"),
        {"now": now, "expected": expected, "distance": abs(now - expected)},
    )
    target = target or make_target(800_000.0)
    results = make_results([30_000.0] * 18)
    return build(kpi or make_kpi(name), results, lang=lang, today=JULY, target=target, status=status)


def free_card():
    return build(make_kpi(), make_results([1.0] * 18), lang="nl", today=JULY)


@pytest.mark.parametrize(
    ("cards", "sentence"),
    [
        ([], "Kies je eerste KPI, dan staan hier je cijfers."),
        ([free_card()], "Je cijfers staan er. Kies een doel, dan volgt het oordeel."),
        ([card(V.OFF_COURSE)], f"Met omzet lig je €{NBSP}25.000 achter op de route."),
        (
            [card(V.AT_RISK, "Marge"), card(V.OFF_COURSE)],
            f"Met omzet lig je €{NBSP}25.000 achter op de route. Nog 1 doel vraagt aandacht.",
        ),
        (
            [card(V.OFF_COURSE), card(V.ON_COURSE), card(V.REACHED)],
            f"Met omzet lig je €{NBSP}25.000 achter op de route. De andere 2 doelen liggen op koers.",
        ),
        ([card(V.ON_COURSE), card(V.ON_COURSE)], "Alles ligt op koers: alle 2 doelen."),
        ([card(V.REACHED)], "Je doel is gehaald. Tijd voor het volgende."),
        ([card(V.CANNOT_TELL)], "Over je doel is nog niets te zeggen."),
        ([card(V.ON_COURSE), card(V.CANNOT_TELL)], "1 doel ligt op koers. Over het andere is nog niets te zeggen."),
        (
            [card(V.MISSED)],
            f"Met omzet kwam je op €{NBSP}405k; het doel was €{NBSP}800k.",
        ),
    ],
)
def test_the_headline_says_the_worst_first(cards, sentence):
    assert headline(cards, "nl") == sentence


@pytest.mark.parametrize(
    ("kpi", "target", "now", "expected", "sentence"),
    [
        (
            make_kpi("Advertentiekosten", direction=Direction.LOWER),
            make_target(9_000.0),
            5_000.0,
            4_500.0,
            f"Met advertentiekosten zit je €{NBSP}500 boven de route.",
        ),
        (
            make_kpi("Terugkerende klanten", formula=LEVEL, unit=Unit.PERCENT, precision=1),
            make_target(0.36),
            0.312,
            0.335,
            "Met terugkerende klanten sta je op 31,2%, waar 33,5% hoort.",
        ),
        (
            make_kpi("Kosten per lead", formula=LEVEL, direction=Direction.LOWER),
            make_target(32.0),
            34.6,
            33.0,
            f"Met kosten per lead zit je op €{NBSP}34,60, waar hooguit €{NBSP}33 hoort.",
        ),
        (
            make_kpi("NPS", formula=LEVEL, unit=Unit.SCORE, direction=Direction.RANGE),
            make_target(low=40.0, high=60.0),
            35.0,
            40.0,
            "Met NPS zit je op 35, buiten 40 tot 60.",
        ),
    ],
    ids=["a sum that should stay low", "a level", "a level that should stay low", "a range"],
)
def test_the_distance_is_said_in_the_words_of_its_kind(kpi, target, now, expected, sentence):
    bad = card(V.OFF_COURSE, kpi=kpi, target=target, now=now, expected=expected)
    assert headline([bad], "nl") == sentence


@pytest.mark.parametrize("lang", LANGS)
def test_a_headline_has_at_most_twenty_four_words(lang):
    long = "Kosten per nieuwe klant via betaalde kanalen"
    for verdict in Verdict:
        sentence = headline([card(verdict, long, lang=lang), card(V.AT_RISK, lang=lang)], lang)
        assert len(sentence.split()) <= 24, sentence


def test_attention_goes_to_three_at_most_worst_first():
    cards = [card(V.AT_RISK), card(V.ON_COURSE), card(V.MISSED), card(V.OFF_COURSE), card(V.AT_RISK), free_card()]
    rows = attention(cards, "nl")
    assert [row.badge.verdict for row in rows] == [V.OFF_COURSE, V.MISSED, V.AT_RISK]
    assert rows[0].text == f"€{NBSP}405k, waar €{NBSP}430k hoort."
    assert attention([card(V.ON_COURSE)], "nl") == ()


def signal(side, above):
    june = parse_period("2026-06")
    kind = Kind.SUDDEN
    return Newest(
        "signal",
        30,
        signal=Signal(june, kind, side, 1, 45e3, 38e3, 54e3, 31e3, since=june, flagged=(june,), above=above, now=31e3),
    )


def test_what_warns_comes_after_what_is_off_course_and_a_chance_comes_last():
    kpis = {name: replace(make_kpi(name), id=name) for name in ("Kans", "Omzet", "Marge", "Instroom", "Leads")}
    cards = [
        card(V.ON_COURSE, kpi=kpis["Kans"], target=make_target(8e5, kpi="Kans")),
        build(kpis["Marge"], make_results([1.0] * 18), lang="nl", today=JULY),
        build(kpis["Leads"], make_results([1.0] * 18), lang="nl", today=JULY),
        card(V.OFF_COURSE, kpi=kpis["Omzet"], target=make_target(8e5, kpi="Omzet")),
    ]
    newest = {
        "Kans": signal(Side.OPPORTUNITY, above=True),
        "Marge": signal(Side.WARNING, above=False),
        "Leads": Newest("normal", 30),
        "Omzet": signal(Side.WARNING, above=False),
    }
    rows = attention(cards, "nl", newest)

    assert [(row.badge.word, row.card.kpi.id) for row in rows] == [
        ("Uit koers", "Omzet"),
        ("Signaal", "Marge"),
        ("Kans", "Kans"),
    ]
    assert rows[0].text.endswith("Ook een signaal: plotseling lager.")
    assert rows[1].text.startswith("Juni 2026: plotseling lager dan verwacht.")
    assert headline(cards[:1], "nl") == "Alles ligt op koers."


def test_a_chance_gives_way_to_what_is_bad():
    cards = [card(V.ON_COURSE), *(card(V.AT_RISK, kpi=replace(make_kpi(), id=str(place))) for place in range(3))]

    assert {row.badge.verdict for row in attention(cards, "nl", {"kpi": signal(Side.OPPORTUNITY, above=True)})} == {
        V.AT_RISK
    }


def test_a_kpi_at_two_levels_signals_once_and_a_part_does_not_signal_for_the_whole():
    newest = {"kpi": signal(Side.WARNING, above=False)}
    part = card(V.ON_COURSE, target=make_target(8e5, segment=("region", "Zuid")))

    assert len(attention([free_card(), free_card()], "nl", newest)) == 1
    assert attention([part], "nl", newest) == ()


def test_the_journey_tells_from_where_now_and_to_where():
    found = journey(card(V.OFF_COURSE), "nl", JULY)
    assert found.came == ("Waar we vandaan komen", f"€{NBSP}180k in dezelfde maanden vorig jaar")
    assert found.stand[1] == f"€{NBSP}405k, waar €{NBSP}430k bij het doel hoort"
    assert found.head[1] == f"Het doel is €{NBSP}800k op 31 december"
    assert journey(card(V.CANNOT_TELL), "nl", JULY) is None
    assert journey(free_card(), "nl", JULY) is None


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("nl", "Gaat naar ongeveer €~762k op 31 december, 4 van de 5 keer tussen €~740k en €~790k; het doel is €~800k"),
        (
            "en",
            "Heading for about €~762k by 31 December, 4 times out of 5 between €~740k and €~790k; the target is €~800k",
        ),
    ],
)
def test_the_journey_tells_where_it_is_heading_when_that_is_known(lang, said):
    behind = card(V.OFF_COURSE, lang=lang)
    told = replace(behind.status, chance=0.1, heading=(740_000.0, 762_000.0, 790_000.0))

    assert journey(replace(behind, status=told), lang, JULY).head[1] == said.replace("~", NBSP)
    first_look = replace(told, chance=None)
    assert "762k" not in journey(replace(behind, status=first_look), lang, JULY).head[1]


def test_a_tally_counts_every_verdict_worst_first():
    cards = [card(V.ON_COURSE), card(V.AT_RISK), card(V.AT_RISK), free_card()]
    assert tally(cards, "nl") == "4 KPI's, 2 lopen risico, 1 op koers"
    assert tally(cards[:2], "en") == "2 KPIs, 1 at risk, 1 on course"


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Omzet", "omzet"),
        ("NPS", "NPS"),
        ("Kosten per lead", "kosten per lead"),
        ("ROAS", "ROAS"),
        ("Net Promoter Score (NPS)", "Net Promoter Score (NPS)"),
        ("Marketing ROI", "marketing ROI"),
        ("Klantbehoud (retentie)", "klantbehoud (retentie)"),
    ],
)
def test_a_name_inside_a_sentence_keeps_its_abbreviations(name, inside):
    assert in_sentence(name) == inside


@pytest.mark.parametrize(("value", "held"), [(18_742.0, 19_000.0), (0.0, 0.0), (7.43, 7.4), (1_234_567.0, 1_200_000.0)])
def test_a_sentence_rounds_to_what_can_be_held(value, held):
    assert round_held(value) == held
