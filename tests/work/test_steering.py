"""At most five KPIs per level; a sixth asks who makes room; nothing chosen is ever lost."""

import math
from concurrent.futures import ThreadPoolExecutor

import pytest

from kpi_core import work
from kpi_core.catalogue import CATALOGUE
from kpi_core.errors import StoreError
from kpi_core.store import Choice
from kpi_core.texts import LANGS, say

SIX = tuple(CATALOGUE)[:6]
WITH_VARIANT = next(kpi for kpi in CATALOGUE.values() if kpi.variants)


def kpis(store, workspace, level="company", *, benched=False):
    return [choice.kpi for choice in work.choices(store, workspace, level) if choice.benched == benched]


@pytest.fixture
def five(store, spaak):
    for kpi in SIX[:5]:
        work.choose(store, spaak, kpi)


@pytest.mark.usefixtures("five")
class TestASixth:
    def test_asks_which_one_goes_to_the_bench_and_changes_nothing(self, store, spaak):
        asked = work.choose(store, spaak, SIX[5])

        assert isinstance(asked, work.NeedsBench)
        assert [choice.kpi for choice in asked.candidates] == list(SIX[:5])
        assert kpis(store, spaak) == list(SIX[:5])

    def test_takes_the_place_of_the_one_that_is_benched(self, store, spaak):
        work.choose(store, spaak, SIX[5], bench=SIX[1])

        assert kpis(store, spaak) == [SIX[0], *SIX[2:]]
        assert kpis(store, spaak, benched=True) == [SIX[1]]

    def test_cannot_bench_what_is_not_followed(self, store, spaak):
        with pytest.raises(StoreError, match="not_chosen"):
            work.choose(store, spaak, SIX[5], bench=WITH_VARIANT.id + "_not")
        assert kpis(store, spaak) == list(SIX[:5])

    def test_is_free_at_another_level(self, store, spaak):
        assert isinstance(work.choose(store, spaak, SIX[5], "marketing"), Choice)
        assert kpis(store, spaak, "marketing") == [SIX[5]]

    def test_cannot_slip_in_from_another_tab(self, store, spaak):
        work.bench(store, spaak, SIX[0])
        others = [kpi for kpi in CATALOGUE if kpi not in SIX[:5]][:6]
        with ThreadPoolExecutor(6) as pool:
            done = list(pool.map(lambda kpi: work.choose(store, spaak, kpi), others))

        assert sum(isinstance(entry, Choice) for entry in done) == 1
        assert len(kpis(store, spaak)) == 5

    def test_chosen_again_is_still_five(self, store, spaak):
        assert isinstance(work.choose(store, spaak, SIX[2]), Choice)
        assert kpis(store, spaak) == list(SIX[:5])


@pytest.mark.usefixtures("five")
def test_from_the_bench_a_kpi_returns_to_its_place(store, spaak):
    work.bench(store, spaak, SIX[1])
    work.choose(store, spaak, SIX[1])

    assert kpis(store, spaak) == list(SIX[:5])


@pytest.mark.usefixtures("five")
def test_a_removed_kpi_comes_back_as_it_was(store, spaak):
    work.unchoose(store, spaak, SIX[1])
    assert kpis(store, spaak) == [SIX[0], *SIX[2:5]]

    work.choose(store, spaak, SIX[1])
    assert kpis(store, spaak) == list(SIX[:5])


@pytest.mark.usefixtures("five")
def test_a_kpi_can_be_put_first(store, spaak):
    work.put_first(store, spaak, SIX[3])

    assert kpis(store, spaak) == [SIX[3], *SIX[:3], SIX[4]]


def test_a_variant_outlives_the_bench(store, spaak):
    variant = WITH_VARIANT.variants[0].id
    work.choose(store, spaak, WITH_VARIANT.id, variant=variant)
    work.bench(store, spaak, WITH_VARIANT.id)

    assert work.choose(store, spaak, WITH_VARIANT.id).variant == variant
    assert work.set_variant(store, spaak, WITH_VARIANT.id, "company", None).variant is None


def test_nothing_is_chosen_in_another_workspace(store, spaak):
    other = work.create(store, "Bakkerij", "nl").id
    work.choose(store, spaak, SIX[0])

    assert work.choices(store, other) == ()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"kpi": "revenu"}, "unknown_kpi"),
        ({"kpi": "revenue", "level": "kitchen"}, "unknown_level"),
        ({"kpi": "revenue", "variant": "other"}, "unknown_variant"),
    ],
)
def test_what_is_not_known_is_refused_in_a_sentence(store, spaak, arguments, code):
    with pytest.raises(StoreError) as caught:
        work.choose(store, spaak, **arguments)

    assert caught.value.code == code
    for lang in LANGS:
        assert say(f"error.{code}", lang, **caught.value.fields)


def test_without_data_nothing_is_measurable(store, spaak):
    found = work.availability(store, spaak)

    assert found.keys() == CATALOGUE.keys()
    assert {entry.status for entry in found.values()} <= {"missing", "survey"}


class TestParams:
    def test_are_kept_and_can_be_taken_away(self, store, spaak):
        name = min(work.param_names())
        work.set_param(store, spaak, name, 0.35)
        assert work.params(store, spaak) == {name: 0.35}

        work.set_param(store, spaak, name, None)
        assert work.params(store, spaak) == {}

    @pytest.mark.parametrize("value", [math.nan, math.inf])
    def test_refuse_what_is_no_number(self, store, spaak, value):
        with pytest.raises(StoreError, match="not_a_number"):
            work.set_param(store, spaak, min(work.param_names()), value)

    def test_refuse_an_unknown_name(self, store, spaak):
        with pytest.raises(StoreError, match="unknown_param"):
            work.set_param(store, spaak, "nonsense", 1.0)
