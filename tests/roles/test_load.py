"""A definition that breaks its own rules is refused when it is read."""

import pytest

from kpi_core.errors import DefinitionError
from kpi_core.model import Role
from kpi_core.roles import load as module
from kpi_core.texts import say

ROLES = {
    "day": Role("day", "date", {"nl": "Dag", "en": "Day"}, ("dag",)),
    "size": Role("size", "number", {"nl": "Maat", "en": "Size"}, ("maat", "grootte")),
    "weight": Role("weight", "number", {"nl": "Gewicht", "en": "Weight"}, ("gewicht", "Grootte")),
}
KIND = {"name": {"nl": "Ding", "en": "Thing"}, "date_role": "day", "min_roles": ["day"], "roles": ["day", "size"]}


def kinds(monkeypatch, **changes):
    entry = {**KIND, **changes}
    monkeypatch.setattr(module.yaml, "load", lambda *_, **__: {"things": entry})
    return module.load_kinds(ROLES)


def test_a_good_kind_is_read(monkeypatch):
    assert kinds(monkeypatch)["things"].roles == ("day", "size")


@pytest.mark.parametrize(
    "changes",
    [
        {"roles": ["day", "colour"]},
        {"date_role": "size", "min_roles": ["weight"]},
        {"roles": ["day", "size", "weight"]},
        {"colour": "red"},
        {"name": {"nl": "Ding"}},
    ],
    ids=["unknown role", "min role outside the kind", "header with two meanings", "unknown field", "no English name"],
)
def test_a_bad_kind_is_refused_with_a_sentence(monkeypatch, changes):
    with pytest.raises(DefinitionError) as caught:
        kinds(monkeypatch, **changes)

    for lang in ("nl", "en"):
        assert "kinds.yaml" in say(f"error.{caught.value.code}", lang, **caught.value.fields)
