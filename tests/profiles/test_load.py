"""A profile that could do harm is refused; those of the package are whole."""

import pytest

from kpi_core.errors import DefinitionError
from kpi_core.profiles import PROFILES, find_header, profile_of
from kpi_core.profiles.load import load_profiles
from kpi_core.roles import KINDS, ROLES

GOOD = """
system: Shop
exports:
  - id: shop
    name: {nl: bestellingen, en: orders}
    source: invented for this test
    has: [Order, Total]
    kind: sales
    roles: {order_id: Order, gross_amount: Total}
"""
FILL = "    fill_down: {key: order_id, roles: [%s]}\n"


def test_a_good_profile_is_read():
    (profile,) = load_profiles({"shop.yaml": GOOD}).values()

    assert (profile.system, profile.kind, profile.roles["order_id"]) == ("Shop", "sales", ("Order",))


@pytest.mark.parametrize("role", ["net_amount", "quantity", "discount", "order_total", "refund_amount"])
def test_an_amount_is_never_filled_down(role):
    with pytest.raises(DefinitionError, match=role):
        load_profiles({"shop.yaml": GOOD + FILL % role})


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace("kind: sales", "kind: cakes"),
        GOOD.replace("gross_amount: Total", "sessions: Total"),
        GOOD.replace("    has: [Order, Total]\n", ""),
        GOOD.replace("    kind: sales\n", ""),
        GOOD.replace("    source: invented for this test\n", ""),
        GOOD + "    colour: blue\n",
        GOOD + GOOD.split("exports:\n")[1],
    ],
    ids=["kind", "role of another kind", "matches all", "no kind and no reason", "no source", "unknown field", "twice"],
)
def test_a_profile_that_contradicts_itself_is_refused(text):
    with pytest.raises(DefinitionError):
        load_profiles({"shop.yaml": text})


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_a_profile_names_only_what_exists(profile):
    assert set(profile.name) == {"nl", "en"}
    assert profile.source
    if profile.kind is None:
        assert profile.refusal
        return
    assert set(profile.roles) <= set(KINDS[profile.kind].roles)
    if profile.fill_down:
        assert not {ROLES[role].type for role in profile.fill_down.roles} & {"money", "number", "percent"}


@pytest.mark.parametrize(
    ("written", "headers", "place"),
    [
        ("Order Date", ["id", "order_date"], 1),
        ("Quantity", ["Quantity (- Refund)", "quantity"], 1),
        ("Quantity", ["Quantity (- Refund)"], 0),
        ("Country Code (Shipping)", ["Country Code (Billing)", "Country code (shipping)"], 1),
        ("Country Code (Shipping)", ["Country Code"], None),
        ("Besteed bedrag", ["Besteed bedrag (EUR)"], 0),
    ],
    ids=["spelling", "exact first", "brackets left out", "brackets kept", "brackets asked", "currency"],
)
def test_brackets_count_where_the_export_writes_them(written, headers, place):
    assert find_header(written, headers) == place


@pytest.mark.parametrize("headers", [(), ("Datum", "Bedrag"), ("Naam", "Opmerking"), ("",) * 9], ids=str)
def test_an_unknown_file_is_no_export(headers):
    assert profile_of(headers) is None
