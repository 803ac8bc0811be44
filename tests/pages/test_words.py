"""Customer text as a page shows it: as text, whatever it looks like."""

import pytest

from pages.parts.words import LONGEST, escape, named


@pytest.mark.parametrize(
    "typed",
    ["http://evil.example/x", '=HYPERLINK("HTTPS://evil.example","x")', "www.evil.example", "see WWW.evil.example"],
)
def test_an_address_in_customer_text_is_no_address_to_a_page_and_reads_the_same(typed):
    shown = escape(typed).replace("\\", "")
    assert "://" not in shown
    assert "www." not in shown.lower()
    assert shown.replace("\u2060", "") == typed


def test_text_without_an_address_gets_nothing_added():
    assert escape("wwwoord: 5 // a") == r"wwwoord\: 5 \/\/ a"


@pytest.mark.parametrize(("length", "shown"), [(LONGEST, "L" * LONGEST), (300, "L" * (LONGEST - 1) + "…")])
def test_a_name_of_a_part_is_cut_off_where_it_would_be_a_paragraph(length, shown):
    assert named("L" * length) == shown
