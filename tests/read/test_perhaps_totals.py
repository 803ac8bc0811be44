"""Words that may head a sum: the row is a total when it is one, and otherwise a row of which that is said."""

import pytest

from kpi_core.read import read_file


@pytest.mark.parametrize("label", ["Alles bij elkaar", "Saldo:", "Carried forward", "Übertrag", "À reporter"])
@pytest.mark.parametrize(("amount", "rows", "told"), [(21, 3, False), (20, 4, True)], ids=["the sum", "another amount"])
def test_a_word_that_may_head_a_sum_is_settled_by_the_sum(label, amount, rows, told):
    text = f"Regio;Omzet\nNoord;5\nZuid;7\nWest;9\n{label};{amount}\n"
    (table,) = read_file("omzet.csv", text.encode()).tables

    assert table.receipt.rows_read == rows
    assert ("total_kept" in {issue.code for issue in table.issues}) is told
