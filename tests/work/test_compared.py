"""Parts compared, in words: who differs, who may differ by chance, who is too small, in both languages."""

from datetime import date

import pytest

from kpi_core.catalogue import CATALOGUE
from kpi_core.texts import LANGS
from kpi_core.work.compared import counted
from kpi_core.work.explored import View, explored

TODAY = date(2026, 7, 1)
HEADER = "Leadnummer;Aangemaakt op;Klant geworden op;Bron"
USUAL, LOW = 4, 12


def leads(sources):
    """Return leads of twelve months: per source how many a month, and that one in so many became a customer within days."""
    lines, number = [HEADER], 0
    for month in range(12):
        year, of_year = 2025 + (month + 6) // 12, (month + 6) % 12 + 1
        for source, (each, one_in) in sources.items():
            for place in range(each(month) if callable(each) else each):
                number += 1
                day = f"{year}-{of_year:02d}-{1 + place % 27:02d}"
                won = f"{year}-{of_year:02d}-{2 + place % 27:02d}" if number % one_in == 0 else ""
                lines.append(f"L{number};{day};{won};{source}")
    return "\n".join(lines).encode()


SOURCES = {
    "Beurs": (60, USUAL),
    "Website": (60, USUAL),
    "Winkel": (60, LOW),
    "Tilburg": (lambda month: int(month < 7), 3),
}


@pytest.fixture
def beside(take, store, spaak):
    def found(sources=SOURCES, lang="nl", kpi="lead_conversion_rate", mode="light"):
        take("leads.csv", leads(sources))
        return explored(store, spaak, View(kpi, 12, by="channel"), today=TODAY, lang=lang, mode=mode).split

    return found


SAID = {
    "nl": "Winkel ligt lager dan toeval kan verklaren. De andere verschillen kunnen toeval zijn.",
    "en": "Winkel is lower than chance can explain. The other differences may be chance.",
}
SMALL = {
    "nl": ("Tilburg (7 leads): te weinig om iets te zeggen.",),
    "en": ("Tilburg (7 leads): too few to say anything.",),
}


@pytest.mark.parametrize("lang", LANGS)
def test_a_part_that_differs_is_named_and_so_is_one_that_is_too_small(beside, lang):
    found = beside(lang=lang).beside

    assert found.sentence == SAID[lang]
    assert found.too_few == SMALL[lang]
    assert found.chart.alt == SAID[lang]


def test_what_may_be_chance_is_grey_and_what_is_too_small_is_not_ranked_but_stays_in_the_table(beside):
    split = beside()
    rows = split.chart.data.set_index("segment")

    assert rows["unsure"].to_dict() == {"Beurs": True, "Website": True, "Winkel": False}
    assert "Tilburg" in split.table["Kanaal"]
    assert [item.text for item in split.chart.key][:2] == ["werkelijk", "kan toeval zijn"]


NONE = {
    "nl": "Geen kanaal wijkt meer af dan toeval kan verklaren.",
    "en": "No channel differs more than chance can explain.",
}


@pytest.mark.parametrize("lang", LANGS)
def test_equal_parts_are_said_to_be_within_chance(beside, lang):
    found = beside({"Beurs": (30, 4), "Website": (40, 4)}, lang).beside

    assert found.sentence == NONE[lang]
    assert found.unsure == {"Beurs", "Website"}


def test_when_nothing_is_large_enough_there_is_no_picture_and_the_bars_stay(beside):
    split = beside({"Beurs": (1, 4), "Website": (1, 5)})

    assert split.beside.sentence == "Per kanaal is er nog te weinig om iets te zeggen."
    assert split.beside.chart is None
    assert len(split.chart.data) == 2


def test_many_small_parts_are_counted_and_not_all_named(beside):
    tiny = {f"Beurs {place}": (lambda month: int(month == 3), 9) for place in range(6)}
    found = beside({"Website": (60, USUAL), "Winkel": (60, USUAL), **tiny}).beside

    assert len(found.too_few) == 4
    assert found.too_few[-1] == "Nog 3 andere delen zijn te klein om iets te zeggen."


def test_one_piece_is_not_said_in_the_plural(beside):
    found = beside({"Website": (60, USUAL), "Winkel": (60, USUAL), "Beurs": (lambda month: int(month == 3), 9)}).beside

    assert found.too_few == ("Beurs (leads: 1): te weinig om iets te zeggen.",)


def test_a_word_of_the_customer_stays_text_and_is_cut_short(beside):
    hostile = "<script>alert(1)</script>" + "x" * 300
    found = beside({hostile: (60, LOW), "Website": (60, USUAL), "Winkel": (60, USUAL)}).beside

    assert found.sentence.startswith("<script>alert(1)</script>xxx")
    assert "x" * 40 not in found.sentence
    assert "<script>" not in str(found.chart.spec)


def test_a_sum_is_not_compared(beside):
    assert beside(kpi="new_leads").beside is None


@pytest.mark.parametrize(
    ("kpi", "nl", "en"),
    [
        ("average_order_value", "bestellingen", "orders"),
        ("website_conversion_rate", "sessies", "sessions"),
        ("return_rate", "stuks", "items"),
        ("average_resolution_time", "klantvragen", "support tickets"),
        ("customer_retention_rate", "klanten", "customers"),
        ("otif", "", ""),
    ],
)
def test_what_a_figure_is_taken_over_has_its_own_word(kpi, nl, en):
    assert (counted(CATALOGUE[kpi], "nl"), counted(CATALOGUE[kpi], "en")) == (nl, en)


APART = {
    "nl": "Lager dan toeval kan verklaren: Winkel. Hoger: Beurs. De andere verschillen kunnen toeval zijn.",
    "en": "Lower than chance can explain: Winkel. Higher: Beurs. The other differences may be chance.",
}


@pytest.mark.parametrize("lang", LANGS)
def test_parts_on_both_sides_are_named_apart(beside, lang):
    others = {f"Site {place}": (60, 4) for place in range(4)}

    assert beside({"Beurs": (60, 2), "Winkel": (60, 12), **others}, lang).beside.sentence == APART[lang]
