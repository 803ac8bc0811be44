"""The same rows handed over in another way give the same figures: in two files, or kept and fetched again."""

from hypothesis import given
from hypothesis import strategies as st

from kpi_core.dataset import load, prepare, save
from tests.catalogue.small import small_part
from tests.catalogue.test_laws import NAMES, close, dated, told_as
from tests.compute.beside import KINDS, MODEST
from tests.compute.made_up import dataset_of, lined, tables_of

SHOP = tables_of(KINDS["shop"])


@MODEST
@given(SHOP, st.integers(1, 80))
def test_a_file_in_two_parts_is_that_file(tables, cut):
    tables = dated(tables)
    tables["sales"] = [
        {**row, "order_id": f"{row['order_id']} {place < cut}"} for place, row in enumerate(tables["sales"])
    ]  # the lines of one order stand in one file
    parts = [(kind, lined(half)) for kind, rows in tables.items() for half in (rows[:cut], rows[cut:]) if half]
    dataset = prepare([small_part(kind, roles, rows) for kind, (roles, *rows) in parts])

    assert told_as(NAMES["shop"], dataset, "quarter", by="region") == close(
        told_as(NAMES["shop"], dataset_of(tables), "quarter", by="region")
    )


@MODEST
@given(SHOP)
def test_a_dataset_kept_and_fetched_again_gives_the_same_figures(tmp_path, tables):
    dataset = dataset_of(tables)
    save(dataset, tmp_path)
    again = load(tmp_path, dataset.fingerprint)

    assert again.issues == dataset.issues
    assert told_as(NAMES["shop"], again, "quarter", by="region") == close(
        told_as(NAMES["shop"], dataset, "quarter", by="region")
    )
