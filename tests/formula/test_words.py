import pytest
from hypothesis import HealthCheck, given, settings

from kpi_core.formula.parse import parse
from kpi_core.formula.printing import text_of
from kpi_core.formula.tree import Aggregate, Column, KeySet, Measure, Number, SetPair, Size
from kpi_core.formula.words import words
from kpi_core.texts import LANGS
from tests.formula.strategies import formulas

NAMES = {
    "net_amount": {"nl": "Netto bedrag", "en": "Net amount"},
    "deal_outcome": {"nl": "Uitkomst", "en": "Outcome"},
    "created_date": {"nl": "Aangemaakt op", "en": "Created on"},
    "channel": {"nl": "Kanaal", "en": "Channel"},
    "param.margin": {"nl": "Brutomarge", "en": "Gross margin"},
    "account_category": {"nl": "Soort post", "en": "Account category"},
    "amount": {"nl": "Bedrag", "en": "Amount"},
    "fte": {"nl": "Fte", "en": "FTE"},
    "mrr": {"nl": "Maandbedrag", "en": "Monthly amount"},
    "billable": {"nl": "Declarabel", "en": "Billable"},
    "hours": {"nl": "Uren", "en": "Hours"},
    "nps": {"nl": "NPS", "en": "NPS"},
}

SENTENCES = [
    (
        "sum(sales.net_amount) / distinct(sales.order_id)",
        "netto bedrag opgeteld, gedeeld door het aantal verschillende bestellingen",
        "the sum of net amount, divided by the number of different orders",
    ),
    (
        "count(deals where deal_outcome = 'won')",
        "het aantal deals en offertes waarbij uitkomst ‘gewonnen’ is",
        "the number of deals and quotes where outcome is ‘won’",
    ),
    (
        "count(web where channel not in ('a', 'b', 'c'))",
        "het aantal regels in web waarbij kanaal niet ‘a’, ‘b’ of ‘c’ is",
        "the number of rows in web where channel is not ‘a’, ‘b’ or ‘c’",
    ),
    (
        "count(leads where created_date <= period_end and (channel is empty or nps >= 9.5) on all)",
        "het aantal leads waarbij ‘aangemaakt op’ op of vóór het einde van de periode valt en (kanaal leeg is of NPS minstens 9,5 is), ongeacht de datum",
        "the number of leads where ‘created on’ is on or before the end of the period and (channel is empty or NPS is at least 9.5), whatever the date",
    ),
    (
        "avg(hours_between(tickets.created_date, resolved_at) where hours_between(created_date, resolved_at) >= 0)",
        "het gemiddelde van het aantal uren van ‘aangemaakt op’ tot ‘resolved at’ waarbij ‘resolved at’ op of na ‘aangemaakt op’ valt",
        "the average of the number of hours from ‘created on’ to ‘resolved at’ where ‘resolved at’ is on or after ‘created on’",
    ),
    (
        "(count(leads) - prev(count(leads))) / prev(count(leads)) * 100",
        "het aantal leads min het aantal leads in de periode ervoor, gedeeld door het aantal leads in de periode ervoor, keer 100",
        "the number of leads minus the number of leads in the period before, divided by the number of leads in the period before, times 100",
    ),
    (
        "count(leads) - (count(deals) - 1)",
        "het aantal leads min (het aantal deals en offertes min 1)",
        "the number of leads minus (the number of deals and quotes minus 1)",
    ),
    (
        "size(both(prev(keys(sales.customer_id)), keys(sales.customer_id)))",
        "het aantal klanten dat in de periode ervoor voorkomt en ook in de periode voorkomt",
        "the number of customers that occur in the period before and also occur in the period",
    ),
    (
        "prev_year(size(first_seen(sales.customer_id)))",
        "het aantal klanten dat in dezelfde periode een jaar eerder voor het eerst voorkomt",
        "the number of customers that first occur in the same period a year earlier",
    ),
    (
        "rolling(distinct(sales.order_id) / size(keys(sales.customer_id)), 12)",
        "het aantal verschillende bestellingen, gedeeld door het aantal verschillende klanten, alles over de laatste 12 maanden",
        "the number of different orders, divided by the number of different customers, all over the last 12 months",
    ),
    (
        "avg(hours_between(leads.created_date, paid_date) where default(score, 0) < param(limit))",
        "het gemiddelde van het aantal uren van ‘aangemaakt op’ tot ‘paid date’ waarbij score (is die leeg: 0) minder dan de instelling ‘limit’ is",
        "the average of the number of hours from ‘created on’ to ‘paid date’ where score (if empty: 0) is less than the setting ‘limit’",
    ),
    (
        "sum(leads.net_amount on created_date) * param(margin)",
        "netto bedrag opgeteld, geteld op ‘aangemaakt op’, keer de instelling ‘brutomarge’",
        "the sum of net amount, counted on ‘created on’, times the setting ‘gross margin’",
    ),
    (
        "count(leads where days_between(created_date, won_date) >= 0 and days_between(created_date, won_date) <= 90)",
        "het aantal leads waarbij het aantal dagen van ‘aangemaakt op’ tot ‘won date’ 0 tot en met 90 is",
        "the number of leads where the number of days from ‘created on’ to ‘won date’ is 0 to 90",
    ),
    (
        "closing(balance.amount) / opening(balance.amount)",
        "bedrag opgeteld, volgens de laatste stand in de periode, gedeeld door bedrag opgeteld, volgens de stand vlak voor de periode",
        "the sum of amount, by the latest balance of the period, divided by the sum of amount, by the balance just before the period",
    ),
    (
        "average(in_force(employees.fte where contract_type in ('permanent', '')))",
        "fte opgeteld gemiddeld over begin en eind van de periode waarbij contract type ‘vast’ of leeg is",
        "the sum of FTE as the mean of the start and the end of the period where contract type is ‘permanent’ or empty",
    ),
    (
        "size(minus(opening(active(subscriptions.customer_id)), active(subscriptions.customer_id)))",
        "het aantal klanten dat vlak voor de periode een lopend abonnement had en aan het einde niet meer",
        "the number of customers that had a running subscription just before the period and no longer do at the end",
    ),
    (
        "worth(months_ago(active(subscriptions.customer_id), 12), in_force(subscriptions.mrr))",
        "maandbedrag opgeteld aan het einde van de periode, van de groep klanten die 12 maanden eerder een lopend abonnement had",
        "the sum of monthly amount at the end of the period, of the group of customers that had a running subscription 12 months earlier",
    ),
    (
        "sum(timesheets.hours where billable) / days()",
        "uren opgeteld waarbij ‘declarabel’ ja is, gedeeld door het aantal dagen in de periode",
        "the sum of hours where ‘billable’ is yes, divided by the number of days in the period",
    ),
]


@pytest.mark.parametrize(("text", "dutch", "english"), SENTENCES, ids=[text for text, *_ in SENTENCES])
def test_a_formula_reads_as_a_sentence(text, dutch, english):
    tree = parse(text)

    assert words(tree, "nl", NAMES) == dutch
    assert words(tree, "en", NAMES) == english


def test_a_named_part_is_said_by_its_name():
    part = parse("count(leads where channel = 'a')")
    tree = parse("named / prev(named)", {"named": part})

    said = words(tree, "en", NAMES, {part: {"nl": "kanaal-a-leads", "en": "channel A leads"}})

    assert said == "channel A leads, divided by channel A leads in the period before"


@given(formulas)
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_every_formula_has_words_in_both_languages(tree):
    for lang in LANGS:
        assert words(tree, lang, {})


STRAY = {
    "a measure not put in place": Measure("net_revenue"),
    "a size of no set": Size(Number(1)),
    "both of no sets": Size(SetPair("both", KeySet("keys", Column("sales", "customer_id")), Number(1))),
    "a condition that is a number": Aggregate("count", "web", None, Number(1)),
}


@pytest.mark.parametrize("node", STRAY.values(), ids=STRAY)
def test_a_node_that_cannot_stand_there_has_no_words(node):
    with pytest.raises(TypeError):
        words(node, "nl", {})


def test_a_node_without_a_spelling_cannot_be_printed():
    with pytest.raises(TypeError):
        text_of(Measure("net_revenue"))
