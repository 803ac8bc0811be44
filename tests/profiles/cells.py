"""Invented cells for the columns of an export, by what its header says."""

import re

DAYS = ("2026-01-05", "2026-01-06", "2026-01-07")
PATTERNS = (
    (
        r"^(date|dag|day|datum)$|created|closed|paid at|betaald op|begint op|eindigt op|start rapportage|reporting|solved|resolved|send time|send date|datum|besteldatum|leverdatum|close date|activity date|belegdatum|^vervalt$|^boekstuk$|order date|\(utc\)|valuta$|last touch|response time$|due at|nettof|belegdatum|vervaldatum|ingediend",
        DAYS,
    ),
    (r"^date range$", ("Jul 1 - Sep 28, 2026", "Apr 1 - Jun 30, 2026", "Jul 1 - Sep 28, 2026")),
    (r"email|mail", ("a@voorbeeld.nl", "b@voorbeeld.nl", "a@voorbeeld.nl")),
    (r"rate$|^ctr$|taux|percentage|%|sponsored", ("12.3%", "4.5%", "66.7%")),
    (r"financial status|order status|^status$|factuurstatus", ("paid", "paid", "pending")),
    (r"deal stage", ("closedwon", "closedlost", "qualifiedtobuy")),
    (r"soll/haben", ("S", "H", "S")),
    (r"debet/credit|^af bij$", ("D", "C", "D")),
    (r"currency|munt|wkz|^hauswährung$|^valuta$", ("EUR", "EUR", "EUR")),
    (r"result ?type|resultaattype|resultaatindicator", ("Purchase", "Purchase", "Purchase")),
    (r"platform|geslacht|weergavestatus", ("facebook", "instagram", "facebook")),
    (
        r"quantity|aantal|position|frequentie|klik|clicks|weergaven|vertoningen|vert\.|impressions|bereik|reach|sessions|users|utilisateurs|views|events|événements|recipients|opens|bounces|deliveries|unsubscribes|complaints|placed order|purchases|aankopen|resultaten|results|conv\.$|orders|aanmaningen|vervaldagen",
        ("3", "12", "5"),
    ),
    (
        r"lineitem name|product|title|titel|campaign|campagne|naam|advert|subject|queries|channel group|canaux|omschrijving|text|list|segment|tags|agent|owner|assignee|group|country|land|via|source|requester|contact$",
        ("Rood", "Blauw", "Groen"),
    ),
    (
        r"^name$|number|nummer|factuurnr|deb\.nr|referentie|record id|^id$|campaign id|campagne-id|\bnr\b|konto|rekening|account|iban|zuordnung|beleg|symbol",
        ("100101", "100102", "100103"),
    ),
    (
        r"price|prijs|amount|bedrag|total|subtotal|taxes|shipping|omzet|kosten|cost|revenue|opbrengst|revenu|saldo|betrag|umsatz|debet|credit|spend|waarde|value|factuur|gbl|btw|voorbelasting|fee",
        ("121.50", "60.25", "12.10"),
    ),
)


def cell(header, row):
    """Return an invented cell of a column, 0 = first row."""
    text = header.casefold()
    for pattern, values in PATTERNS:
        if re.search(pattern, text):
            return values[row % len(values)]
    return ("x", "y", "z")[row % 3]
