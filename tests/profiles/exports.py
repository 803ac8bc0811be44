"""Header lines in the shape of real exports, shortened, and what their columns mean."""

EXPORTS = {
    "Shopify": "Name,Email,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,"
    "Lineitem name,Lineitem price,Lineitem sku,Shipping Country,Vendor,Refunded Amount,Employee,Id,Source",
    "Klaviyo": "Campaign Name,Subject,List,Send Time,Send Weekday,Total Recipients,Unique Placed Order,Revenue,"
    "Unique Opens,Open Rate,Unique Clicks,Total Clicks,Spam Complaints,Successful Deliveries,Bounces,Campaign ID",
    "GA4 traffic": "Session default channel group,Sessions,Engaged sessions,Events per session,Key events,Total revenue",
    "GA4 comparison": "Session default channel group,Date range,Sessions,Key events",
    "GA4 daily": "Date,Sessions,Utilisateurs actifs",
    "Search Console": "Top queries,Clicks,Impressions,CTR,Position",
    "Meta": "Day,Campaign name,Ad name,Result type,Results,Amount spent (USD),Impressions,Reach,Link clicks,Clicks (all)",
    "HubSpot": "Record ID,Deal Name,Deal Stage,Amount,Deal owner,Close Date,Last Activity Date",
    "WooCommerce": "Order Number,Order Status,Order Date,State Code (Shipping),Country Code (Shipping),"
    "Order Total Amount,Order Total Tax Amount",
    "ING": "Datum;Naam / Omschrijving;Rekening;Tegenrekening;Code;Af Bij;Bedrag (EUR);Mutatiesoort;Mededelingen",
    "Rabobank": "IBAN/BBAN,Munt,BIC,Volgnr,Datum,Rentedatum,Bedrag,Saldo na trn,Tegenrekening IBAN/BBAN",
    "bunq": "Datum,Bedrag,Rekening,Tegenrekening,Naam,Omschrijving",
    "KBC": "Rekeningnummer;Rubrieknaam;Naam;Munt;Afschriftnummer;Datum;Bedrag;Saldo",
    "SnelStart": "Dagboekcode;Datum;Boekstuknummer;Grootboekrekening;Debet/Credit;Bedrag;Omschrijving",
    "Debtors": "Factuurnr.,Naam,Deb.nr.,Boekstuk,Vervalt,Factuur,Saldo,Factuurreferentie,Vervaldagen,Factuurstatus",
    "VAT filing": "Jaar;Kwartaal;Ingediend op;Omzet;Kosten;BTW verschuldigd;BTW voorbelasting;BTW saldo",
    "Bookkeeping": "Periode;Omzet;Kosten;Btw over omzet;Voorbelasting",
    "DATEV": "Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;WKZ Umsatz;Konto;Gegenkonto;Belegdatum;Buchungstext",
    "Google Ads": "Kosten;Vert.;Klikken;CTR;Gem. CPC;Alle conv.;Conv.;Kosten/conv.;Conv.%;Zoekvert.%",
    "SAP": "Symbol Posten offen/ausg.,Zuordnung,Belegnummer,Belegart,Belegdatum,Betrag in Hauswährung,Hauswährung,Text",
    "Mailchimp": "Title,Subject,List,Send Date,Send Weekday,Total Recipients,Successful Deliveries,Soft Bounces,"
    "Hard Bounces,Total Bounces,Unique Opens,Open Rate,Total Opens,Unique Clicks,Total Clicks,Abuse Complaints,"
    "Total Orders,Total Gross Sales,Total Revenue",
    "Moneybird": "id,referentie,status,datum,vervaldatum,contact,contactnummer,valuta,betaald op,aantal,omschrijving,"
    "totaalprijs exclusief btw,totaalprijs inclusief btw,totaalprijs exclusief btw (EUR),totaalprijs inclusief btw (EUR)",
    "Freshdesk": "Ticket ID,Subject,Status,Priority,Source,Type,Agent,Group,Created time,Due by Time,Resolved time,"
    "Closed time,Initial response time,Requester Email,Product",
    "Zendesk": "Id,Requester,Assignee,Group,Subject,Status,Via,Created at,Updated at,Assigned at,Organization,Solved at,"
    "First reply time in minutes",
    "Stripe": "id,Customer ID,Customer Email,Plan,Product,Amount,Status,Created (UTC),Start (UTC),Canceled At (UTC),"
    "Ended At (UTC)",
    "Stripe payments": "id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Converted Amount,Fee,Status",
    "Mollie": "Date,Payment method,Currency,Amount,Status,ID,Description,Consumer name,Settlement amount",
    "Exact": "Nr.,Per.,Datum,Bkst.nr.,Dagboek,Debet,Credit",
    "bol": "Bestelnummer;EAN;referentie;producttitel;aantal;prijs;besteldatum;uiterste leverdatum;land_verzending",
    "ABN AMRO": "accountNumber,mutationcode,transactiondate,valuedate,startsaldo,endsaldo,amount,description",
}
