"""On the page of a target: what does not add up with both amounts and a way to the other, and what a KPI contributes to."""

from dataclasses import replace

import pytest

from kpi_core import work
from pages.parts import state
from tests.pages.conftest import REVENUE


def here():
    (only,) = state.store().workspaces()
    return state.store(), only.id


@pytest.mark.parametrize(
    ("lang", "badge", "words"),
    [
        ("nl", "Telt niet op", "Het doel voor klantverloop"),
        ("en", "Does not add up", "The target for customer churn"),
    ],
)
def test_targets_that_contradict_each_other_are_told_with_a_way_to_the_other(sample, lang, badge, words):
    app = sample(lang)
    work.choose(*here(), "customer_churn_rate", level="customer")
    work.set_target(*here(), replace(REVENUE, kpi="customer_retention_rate", value=0.9))
    work.set_target(*here(), replace(REVENUE, kpi="customer_churn_rate", value=0.3))
    app.see("targets", kpi="customer_retention_rate")
    assert badge in app.words
    assert words in app.words
    assert [one for one in app.at.button if one.key == "to_0_customer_churn_rate"]


def test_the_owner_says_what_of_the_company_a_departments_kpi_contributes_to(sample):
    app = sample("nl")
    work.choose(*here(), "new_customers", level="sales")
    app.see("targets", kpi="new_customers")
    field = app.at.selectbox(key="towards_sales_new_customers")
    assert field.value == "revenue"
    field.set_value("").run()
    assert not app.at.exception
    assert ("sales", "new_customers") not in work.contributes(*here())
