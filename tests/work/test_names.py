"""Names people type come in harmless."""

import pytest

from kpi_core.errors import StoreError
from kpi_core.work import clean, clean_file_name, clean_name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("  Fietshuis   De\tSpaak\n", "Fietshuis De Spaak", id="white space"),
        pytest.param("Bak\x00kerij\x1b[31m", "Bakkerij[31m", id="control characters"),
        pytest.param("omzet\u202egpj.xlsx", "omzetgpj.xlsx", id="a turned reading direction"),
        pytest.param("Cafe\u0301", "Café", id="a loose accent"),
        pytest.param("é" * 200, "é" * 120, id="too long"),
        pytest.param("<b>Jansen & Zn</b>", "<b>Jansen & Zn</b>", id="markup is kept as text"),
    ],
)
def test_a_name_is_kept_clean(typed, kept):
    assert clean(typed) == kept
    assert clean(kept) == kept


@pytest.mark.parametrize("typed", ["", "   ", "\u200b\u200b", "\n"])
def test_an_empty_name_is_refused(typed):
    with pytest.raises(StoreError, match="empty_name"):
        clean_name(typed)


@pytest.mark.parametrize(
    ("dropped", "kept"),
    [
        ("Omzet 2024-2026 def (3).xlsx", "Omzet 2024-2026 def (3).xlsx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\piet\\omzet.csv", "omzet.csv"),
        ("a" * 300 + ".xlsx", "a" * 195 + ".xlsx"),
        ("", "data"),
    ],
)
def test_a_file_name_is_its_last_part_with_its_ending(dropped, kept):
    assert clean_file_name(dropped) == kept
