"""What the columns of real exports mean, decided by hand: every column some KPI needs, with its role.

Keyed by a word of the system, its language and a header that only this line has. kind None: the export must be refused.
"""

TRAFFIC_FR = {
    "Groupe de canaux par défaut de la session": "channel",
    "Sessions": "sessions",
    "Utilisateurs actifs": "users",
    "Événements clés": "key_events",
    "Revenu total": "web_revenue",
}
RIGHT: list[tuple[str, str, str | None, dict[str, str]]] = [
    ("Shopify", "Lineitem quantity", "sales", {
        "Name": "order_id", "Email": "customer_id", "Financial Status": "order_status", "Subtotal": "net_amount",
        "Created at": "order_date", "Lineitem quantity": "quantity", "Lineitem name": "product",
        "Lineitem price": "unit_price", "Shipping Country": "region", "Refunded Amount": "refund_amount",
        "Employee": "rep", "Source": "channel",
    }),
    ("Klaviyo", "Send Weekday", "email", {
        "Campaign Name": "campaign", "Send Time": "date", "Total Recipients": "emails_sent",
        "Unique Placed Order": "conversions", "Revenue": "conversion_value", "Unique Opens": "unique_opens",
        "Unique Clicks": "clicks", "Successful Deliveries": "emails_delivered", "Bounces": "emails_bounced",
        "List": "segment",
    }),
    ("GA4 traffic", "Events per session", "web", {
        "Session default channel group": "channel", "Sessions": "sessions", "Engaged sessions": "engaged_sessions",
        "Key events": "key_events", "Total revenue": "web_revenue",
    }),
    ("GA4 traffic", "Taux d'engagement", "web", TRAFFIC_FR),
    ("GA4 daily", "Utilisateurs actifs", "web", {"Date": "date", "Sessions": "sessions", "Utilisateurs actifs": "users"}),
    ("GA4 comparison", "Date range", "web", {
        "Session default channel group": "channel", "Sessions": "sessions", "Key events": "key_events",
    }),
    ("Search Console", "Top queries", None, {}),
    ("Meta", "Resultaatindicator", "ads", {
        "Naam campagne": "campaign", "Besteed bedrag (EUR)": "spend", "Vertoningen": "impressions",
        "Resultaten": "conversions",
    }),
    ("Meta", "Linkklikken", "ads", {
        "Dag": "date", "Campagnenaam": "campaign", "Platform": "channel", "Weergaven": "impressions",
        "Linkklikken": "clicks", "Besteed bedrag (EUR)": "spend",
    }),
    ("Meta", "Start rapportage", "ads", {
        "Start rapportage": "date", "Campagnenaam": "campaign", "Besteed bedrag (EUR)": "spend",
        "Klikken op links": "clicks",
    }),
    ("Meta", "Leeftijd", "ads", {
        "Campagnenaam": "campaign", "Besteed bedrag (EUR)": "spend", "Weergaven": "impressions",
    }),
    ("Meta", "Weergavestatus", "ads", {
        "Weergaven": "impressions", "Besteed bedrag (EUR)": "spend", "Begint op": "date", "Aankopen": "conversions",
        "Conversiewaarde aankopen": "conversion_value",
    }),
    ("Meta", "Clicks (all)", "ads", {
        "Day": "date", "Campaign name": "campaign", "Results": "conversions", "Amount spent (USD)": "spend",
        "Impressions": "impressions", "Link clicks": "clicks",
    }),
    ("HubSpot", "Deal Stage", "deals", {
        "Record ID": "deal_id", "Deal Stage": "deal_outcome", "Amount": "deal_amount", "Deal owner": "rep",
        "Close Date": "closed_date",
    }),
    ("WooCommerce", "Order Total Tax Amount", "sales", {
        "Order Number": "order_id", "Order Status": "order_status", "Order Date": "order_date",
        "Country Code (Shipping)": "region", "Order Total Amount": "gross_amount",
    }),
    ("ING", "Af Bij", None, {}),
    ("Rabobank", "Rentedatum", None, {}),
    ("bunq", "Tegenrekening", None, {}),
    ("KBC", "Rubrieknaam", None, {}),
    ("SnelStart", "fldDagboek", None, {}),
    ("SnelStart", "Tegenrekening", None, {}),
    ("SnelStart", "Dagboekcode", None, {}),
    ("Debtors", "Factuurnr.", "invoices", {
        "Factuurnr.": "invoice_id", "Deb.nr.": "customer_id", "Boekstuk": "invoice_date", "Vervalt": "due_date",
        "Factuur": "gross_amount", "Saldo": "open_amount",
    }),
    ("VAT filing", "Ingediend op", None, {}),
    ("Bookkeeping", "Voorbelasting", None, {}),
    ("DATEV", "Soll/Haben-Kennzeichen", None, {}),
    ("Google Ads", "Zoekvert.%", "ads", {
        "Kosten": "spend", "Vert.": "impressions", "Klikken": "clicks", "Conv.": "conversions",
    }),
    ("SAP", "Belegart", "invoices", {
        "Belegnummer": "invoice_id", "Belegdatum": "invoice_date", "Betrag in Hauswährung": "open_amount",
    }),
    ("Mailchimp", "Abuse Complaints", "email", {
        "Title": "campaign", "List": "segment", "Send Date": "date", "Total Recipients": "emails_sent",
        "Successful Deliveries": "emails_delivered", "Total Bounces": "emails_bounced", "Unique Opens": "unique_opens",
        "Unique Clicks": "clicks", "Total Orders": "conversions", "Total Revenue": "conversion_value",
    }),
    ("Moneybird", "referentie", "invoices", {
        "referentie": "invoice_id", "datum": "invoice_date", "vervaldatum": "due_date", "betaald op": "paid_date",
        "contact": "customer_id", "totaalprijs exclusief btw (EUR)": "net_amount",
        "totaalprijs inclusief btw (EUR)": "gross_amount",
    }),
    ("Freshdesk", "Initial response time", "tickets", {
        "Ticket ID": "ticket_id", "Source": "channel", "Agent": "rep", "Group": "segment",
        "Created time": "created_date", "Resolved time": "resolved_at", "Initial response time": "first_response_at",
        "Requester Email": "customer_id", "Product": "product",
    }),
    ("Zendesk", "First reply time in minutes", "tickets", {
        "Id": "ticket_id", "Requester": "customer_id", "Assignee": "rep", "Via": "channel",
        "Created at": "created_date", "Organization": "segment", "Solved at": "resolved_at",
    }),
    ("Stripe", "Canceled At (UTC)", "subscriptions", {
        "id": "subscription_id", "Customer ID": "customer_id", "Product": "plan", "Start (UTC)": "start_date",
        "Ended At (UTC)": "end_date",
    }),
    ("Stripe", "Captured", None, {}),
    ("Mollie", "Settlement amount", None, {}),
    ("Exact", "Bkst.nr.", None, {}),
    ("bol", "producttitel", "sales", {
        "Bestelnummer": "order_id", "producttitel": "product", "aantal": "quantity", "prijs": "unit_price",
        "besteldatum": "order_date", "land_verzending": "region",
    }),
    ("ABN AMRO", "mutationcode", None, {}),
]  # fmt: skip
