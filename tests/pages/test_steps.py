"""The steps of the main job: upload, questions, choosing, a target, a verdict; each kept at once."""

from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile

from kpi_core import work
from kpi_core.model import Form, Target
from kpi_core.sample import SAMPLE_NAME, sample_workbook
from pages.parts import state

TILL = "Kassarapport;;;;\n;;;;\nBesteldatum;Bonnummer;Klant;Bedrag excl. btw;Filiaal\n" + "".join(
    f"{day:02d}-04-2026;10{day:02d};K{day % 3};{amount};{place}\n"
    for day, amount, place in ((3, "1.234", "Noord"), (5, "2.500", "Zuid"), (20, "1.750", "**Oost** [x](http://y)"))
)


def the_workspace():
    (only,) = state.store().workspaces()
    return only.id


def upload(app, name, data):
    app.see("start")
    app.at.file_uploader(key="upload").upload(name, data, "application/octet-stream").run()
    assert not app.at.exception, app.at.exception[0].message
    return app


def test_a_doubt_is_asked_before_anything_is_counted(empty):
    app = upload(empty("nl"), "kassa.csv", TILL.encode()).see("columns")

    (question,) = work.draft(state.store(), the_workspace()).questions
    assert app.at.button(key="confirm").disabled
    assert app.at.button(key="confirm").label == "Nog 1 vraag"

    app.press(f"answer_{question.id}_{question.readings[0].choice}").press("confirm")

    assert work.current(state.store(), the_workspace()) is not None
    assert app.title == "Waar wil je naartoe?"


def test_hidden_sheets_are_read_when_asked(empty):
    app = upload(empty("nl"), SAMPLE_NAME, sample_workbook()).see("columns")
    assert "Lijstjes" not in app.at.selectbox(key="sheet").options

    app.at.toggle(key="hidden").set_value(True).run()

    assert any("Lijstjes" in option for option in app.at.selectbox(key="sheet").options)
    assert not app.at.exception


def test_customer_text_is_shown_as_it_is_written(empty):
    app = upload(empty("nl"), "**kassa** [x](y).csv", TILL.encode()).see("columns")

    assert "**kassa**" not in app.words
    assert r"\*\*kassa\*\* \[x\]\(y\)" in app.words


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("leeg.xlsx", b""),
        ("virus.xlsx", b"MZ\x90\x00" + b"\0" * 400),
        ("blad.xls", b"<html><table><tr><td>1</td></tr></table></html>"),
        ("kapot.xlsx", b"PK\x03\x04" + b"\0" * 400),
    ],
    ids=["empty", "a program", "a web page", "damaged"],
)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_bad_file_gets_a_sentence_and_changes_nothing(sample, name, data, lang):
    before = work.standing(state.store(), the_workspace())
    app = upload(sample(lang), name, data)

    assert {"nl": "Je werkruimte is niet veranderd.", "en": "Your workspace has not changed."}[lang] in app.words
    assert before == work.standing(state.store(), the_workspace())


def test_a_chosen_kpi_stays_after_a_new_session(sample):
    sample("nl").see("catalogue").press("choose_purchase_frequency")

    assert "drop_purchase_frequency" in {button.key for button in sample("nl").see("catalogue").at.button}


def test_a_sixth_kpi_asks_which_one_goes_to_the_bench(sample):
    app = sample("nl").see("catalogue")
    for kpi in ("purchase_frequency", "sales_profit_margin", "website_conversion_rate"):
        app.press(f"choose_{kpi}")
    assert any("Dit wordt je zesde" in entry.value for entry in app.at.subheader)

    app.press("bench_cost_per_acquisition")

    chosen = work.choices(state.store(), the_workspace(), "company")
    assert [choice.kpi for choice in chosen if choice.benched] == ["cost_per_acquisition"]
    assert "website_conversion_rate" in {choice.kpi for choice in chosen if not choice.benched}


def test_a_removed_kpi_can_be_put_back(sample):
    app = sample("nl").see("catalogue").press("drop_revenue")
    assert "revenue" not in {choice.kpi for choice in work.choices(state.store(), the_workspace(), "company")}

    app.press("Zet Omzet terug")

    assert "revenue" in {choice.kpi for choice in work.choices(state.store(), the_workspace(), "company")}


def test_the_passport_says_how_it_is_calculated(sample):
    app = sample("nl").see("catalogue").press("info_revenue")

    assert "bedrag opgeteld" in app.words.lower(), app.words[-1500:]


def test_a_search_finds_what_people_call_it(sample):
    app = sample("nl").see("catalogue").type("search", "retouren")

    assert "info_revenue" in {button.key for button in app.at.button}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("30", 30.0), ("€ 31,50", 31.5), ("dertig", None), ("1.234", None)],
    ids=["plain", "Dutch", "word", "doubt"],
)
def test_a_target_is_kept_as_soon_as_it_is_clear(sample, typed, kept):
    sample("nl").see("targets", kpi="cost_per_acquisition").type("value_cost_per_acquisition_nl", typed)

    found = work.target_of(state.store(), the_workspace(), "cost_per_acquisition")
    assert kept == (found.value if found else None)


def test_a_percentage_without_its_sign_is_a_percentage(sample):
    sample("nl").see("targets", kpi="customer_retention_rate").type("value_customer_retention_rate_nl", "18")

    assert work.target_of(state.store(), the_workspace(), "customer_retention_rate").value == pytest.approx(0.18)


def test_a_number_that_reads_two_ways_is_asked(sample):
    app = sample("nl").see("targets", kpi="cost_per_acquisition").type("value_cost_per_acquisition_nl", "1.234")
    app.at.radio(key="value_cost_per_acquisition_nl_which_1.234").set_value(0).run()

    assert work.target_of(state.store(), the_workspace(), "cost_per_acquisition").value == 1234.0


def test_a_count_has_no_decimals_so_its_thousands_are_no_doubt(sample):
    work.choose(state.store(), the_workspace(), "new_customers", "marketing")
    app = sample("nl").see("targets", kpi="new_customers").type("value_new_customers_nl", "1.234")

    assert work.target_of(state.store(), the_workspace(), "new_customers").value == 1234.0
    assert "Bedoel je" not in app.words


@pytest.mark.parametrize(("by", "told"), [("region", True), ("cohort_month", False)])
def test_a_bar_that_cannot_be_kept_does_not_ask_for_a_click(sample, by, told):
    app = sample("nl").see("explore", kpi="revenue", by=by)

    assert ("Klik op een staaf" in app.words) is told


def test_attention_for_a_part_leads_to_that_part(sample):
    app = sample("nl")
    target = Target("revenue", until=date(2026, 12, 31), start=date(2026, 1, 1), value=9e6, segment=("region", "Zuid"))
    work.set_target(state.store(), the_workspace(), target)
    board = work.dashboard(state.store(), the_workspace(), date(2026, 7, 5), "nl")
    (place,) = (place for place, row in enumerate(board.attention) if row.card.target and row.card.target.segment)

    app.see("dashboard").press(f"why_{place}")

    assert "Zuid" in app.title
    assert app.at.query_params["only"] == "region~Zuid"


def test_a_kept_target_is_shown_and_not_changed_by_looking(sample):
    before = work.target_history(state.store(), the_workspace(), "revenue")
    app = sample("en").see("targets", kpi="revenue")

    assert "Off course" in app.words
    assert len(before) == len(work.target_history(state.store(), the_workspace(), "revenue"))


def test_a_removed_target_can_be_put_back(sample):
    app = sample("nl").see("targets", kpi="revenue").press("Doel weghalen")
    assert work.target_of(state.store(), the_workspace(), "revenue") is None

    app.press("Doel terugzetten")

    assert work.target_of(state.store(), the_workspace(), "revenue").value == 800_000


def test_explore_splits_filters_and_shows_the_rows(sample):
    app = sample("nl").see("explore", kpi="revenue", by="region")
    assert {"Noord", "Midden", "Zuid"} <= {line.strip("*") for line in app.words.splitlines()}

    app.see("explore", kpi="revenue", by="none", only="region~Zuid")
    assert "Zuid" in app.title

    app.at.toggle(key="rows").set_value(True).run()
    assert any("Rij" in frame.value.columns for frame in app.at.dataframe)


def test_an_address_with_nonsense_is_taken_for_the_usual(sample):
    app = sample("nl").see("explore", kpi="nonsense", by="nonsense", only="a~b~c", span="7")

    assert app.at.selectbox(key="kpi").value == "revenue"


def test_a_workspace_is_renamed_removed_and_put_back(sample):
    app = sample("nl").see("settings").type("workspace_name", "  Bakkerij **Kruim** ")
    assert [entry.name for entry in state.store().workspaces()] == ["Bakkerij **Kruim**"]

    app.press(r"Verwijder Bakkerij \*\*Kruim\*\*")
    assert state.store().workspaces() == ()

    (gone,) = work.trashed(state.store())
    app.press(f"restore_{gone.id}")
    assert [gone.id] == [entry.id for entry in state.store().workspaces()]


def test_a_second_workspace_knows_nothing_of_the_first(sample):
    app = sample("nl").see("dashboard")
    app.at.selectbox(key="workspace_pick").set_value("new").run()

    app.see("dashboard")

    assert not app.at.metric
    assert "Fietshuis" not in app.words


def test_a_value_for_formulas_is_kept(sample):
    sample("nl").see("settings").type("param_margin", "38,5")

    assert work.params(state.store(), the_workspace())["margin"] == pytest.approx(0.385)


def test_a_target_can_be_about_one_part(sample):
    app = sample("nl").see("targets", kpi="revenue")
    app.at.selectbox(key="segment_revenue").set_value(("region", "Zuid")).run()
    app.type("value_revenue_region_Zuid_nl", "€ 250.000,-")

    found = work.target_of(state.store(), the_workspace(), "revenue", ("region", "Zuid"))
    assert found.value == 250_000
    assert work.target_of(state.store(), the_workspace(), "revenue").value == 800_000


def test_a_tab_that_stood_open_does_not_put_back_what_another_tab_changed(sample):
    old, new = sample("nl").see("targets", kpi="revenue"), sample("nl").see("targets", kpi="revenue")
    new.type("value_revenue_nl", "€ 700.000,-")

    old.at.run()

    assert work.target_of(state.store(), the_workspace(), "revenue").value == 700_000


def test_two_workspaces_with_one_name_are_told_apart(sample):
    work.create(state.store(), "Fietshuis De Spaak", "nl")
    first, second = (entry.id for entry in state.store().workspaces())

    for one in (first, second, first):
        app = sample("nl")
        app.at.selectbox(key="workspace_pick").set_value(one).run()
        app.see("settings").at.run()
        assert app.at.session_state["workspace"] == one


INVOICES = "Factuurnummer;Factuurdatum;Klant;Bedrag excl. btw\n"
FIRST = [(f"F{month}{day:02d}", f"{day:02d}-{month:02d}-2026", "K1", 100) for month in (1, 2) for day in range(11, 29)]
SECOND = [row for row in FIRST if row[0] != "F213"] + [("F301", "15-03-2026", "K2", 250)]


def invoices(rows):
    return (INVOICES + "".join(f"{number};{day};{who};{amount},50\n" for number, day, who, amount in rows)).encode()


def second_month(app):
    upload(app, "facturen.csv", invoices(FIRST)).see("columns").press("confirm")
    return upload(app, "facturen.csv", invoices(SECOND)).see("columns")


def html(app):
    return "".join(entry.proto.body for entry in app.at.get("html"))


def test_the_sheet_is_shown_with_its_rows_named_and_its_text_as_text(empty):
    shown = html(upload(empty("nl"), "kassa.csv", TILL.replace("Noord", "<b>Noord</b>").encode()).see("columns"))

    assert "kolomnamen" in shown
    assert "&lt;b&gt;Noord&lt;/b&gt;" in shown
    assert "<b>Noord" not in shown
    assert "wacht op je antwoord" in shown


def test_an_answer_is_listed_and_can_be_taken_back(empty):
    app = upload(empty("nl"), "kassa.csv", TILL.encode()).see("columns")
    (question,) = work.draft(state.store(), the_workspace()).questions
    app.press(f"answer_{question.id}_{question.readings[0].choice}")
    assert app.at.button(key="confirm").label == "Klopt, ga verder"

    app.press(f"reopen_{question.id}")

    assert app.at.button(key="confirm").label == "Nog 1 vraag"


def test_two_files_are_read_together(empty):
    app = empty("nl").see("start")
    files = [("a.csv", invoices(FIRST), "text/csv"), ("b.csv", TILL.encode(), "text/csv")]
    app.at.file_uploader(key="upload").set_value(files).run()
    app.see("columns")

    assert {option.split(":")[0].replace("\\", "") for option in app.at.pills(key="sheet").options} == {
        "a.csv",
        "b.csv",
    }


def test_a_new_export_tells_what_is_gone_and_can_be_read_another_way(empty):
    app = second_month(empty("nl"))
    assert "1 factuur is weg" in app.words
    assert "Februari 2026 was" in app.words
    (plan,) = [entry for entry in app.at.selectbox if str(entry.key).startswith("plan_")]

    plan.set_value("leave_out").run()

    (table,) = work.draft(state.store(), the_workspace()).tables
    assert table.plan.action == "leave_out"


def test_an_import_is_undone_with_one_press(empty):
    app = second_month(empty("nl")).press("confirm")
    newest, _ = work.versions(state.store(), the_workspace())
    assert newest.current

    app.see("catalogue").press("undo_import")

    assert [version.current for version in work.versions(state.store(), the_workspace())] == [False, True]


def test_a_protected_workbook_asks_its_password_and_keeps_it_nowhere(empty, tmp_path):
    plain, out = BytesIO(), BytesIO()
    with xlsxwriter.Workbook(plain, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Facturen")
        for row, cells in enumerate([line.split(";") for line in invoices(FIRST).decode().splitlines()]):
            sheet.write_row(row, 0, cells)
    OOXMLFile(BytesIO(plain.getvalue())).encrypt("Zuidpool26", out)
    app = upload(empty("nl"), "op slot.xlsx", out.getvalue())
    assert state.store().workspaces() == ()

    app.at.text_input(key="password_op slot.xlsx").set_value("fout")
    app.press("Open het bestand")
    assert "Je werkruimte is niet veranderd." in app.words
    assert "stop_reading" not in {button.key for button in app.at.button}

    app.at.text_input(key="password_op slot.xlsx").set_value("Zuidpool26")
    app.press("Open het bestand")

    assert work.draft(state.store(), the_workspace()).files[0].file == "op slot.xlsx"
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"Zuidpool26" in path.read_bytes()]


@pytest.mark.parametrize(
    ("kpi", "typed", "form", "value"),
    [
        ("customer_retention_rate", "van 18% naar 25%", Form.FROM_TO, 0.25),
        ("customer_retention_rate", "+3 punten", Form.POINTS, 0.03),
        ("cost_per_acquisition", "10% minder dan vorig jaar", Form.RELATIVE, -0.10),
        ("cost_per_acquisition", "max € 40", Form.CEILING, 40.0),
        ("cost_per_acquisition", "elke campagne hooguit 45", Form.EACH_MEMBER, 45.0),
        ("revenue", "200000 per kwartaal", Form.PER_PERIOD, 200_000.0),
    ],
)
def test_a_target_is_kept_in_the_form_in_which_it_was_typed(sample, kpi, typed, form, value):
    app = sample("nl").see("targets", kpi=kpi).type(f"value_{kpi}_nl", typed)
    found = work.target_of(state.store(), the_workspace(), kpi)
    assert (found.form, found.value) == (form, pytest.approx(value))
    assert "Zo lezen we het" in app.words
    before = len(work.target_history(state.store(), the_workspace(), kpi))
    sample("nl").see("targets", kpi=kpi)  # looking at it again changes nothing
    assert len(work.target_history(state.store(), the_workspace(), kpi)) == before


def test_a_percentage_of_a_percentage_is_asked_before_it_is_kept(sample):
    app = sample("nl").see("targets", kpi="customer_retention_rate").type("value_customer_retention_rate_nl", "+10%")
    assert work.target_of(state.store(), the_workspace(), "customer_retention_rate") is None
    assert app.at.radio(key="value_customer_retention_rate_nl_which_+10%").options == [
        "+10 punten.",
        "10% meer dan de vorige periode.",
        "10% meer dan vorig jaar.",
    ]
    app.at.radio(key="value_customer_retention_rate_nl_which_+10%").set_value(2).run()
    found = work.target_of(state.store(), the_workspace(), "customer_retention_rate")
    assert (found.form, found.against) == (Form.RELATIVE, "year")
    assert found.baseline is not None


def test_a_start_that_is_typed_is_kept_and_one_that_is_changed_too(sample):
    app = sample("nl").see("targets", kpi="customer_retention_rate")
    for start in (0.18, 0.20):
        app.type("value_customer_retention_rate_nl", f"van {start:.0%} naar 25%")
        assert work.target_of(state.store(), the_workspace(), "customer_retention_rate").baseline == start


def test_a_form_chosen_by_a_button_is_an_example_until_it_is_said_to_be_right(sample):
    app = sample("nl").see("targets", kpi="revenue")
    app.at.pills(key="form_of_revenue_nl").set_value(Form.FLOOR).run()
    assert app.at.text_input(key="value_revenue_nl").value.startswith("minstens")
    assert work.target_of(state.store(), the_workspace(), "revenue").value == 800_000
    app.press("right_value_revenue_nl")
    found = work.target_of(state.store(), the_workspace(), "revenue")
    assert (found.form, found.value) == (Form.FLOOR, 76_000)


@pytest.mark.parametrize(
    ("lang", "question", "often", "label"),
    [
        ("nl", "Hoe realistisch is €\u00a0800.000?", "minder dan 1 op de 20 keer", "Niet realistisch"),
        ("en", "How realistic is €\u00a0800,000?", "less than 1 time in 20", "Not realistic"),
    ],
)
def test_a_target_is_weighed_beside_its_form(sample, lang, question, often, label):
    app = sample(lang).see("targets", kpi="revenue")
    assert question in [entry.value.replace("\\", "") for entry in app.at.header]
    assert f"**{often}**" in app.words
    assert f"{label}]" in app.words


def test_a_suggestion_is_put_in_the_sentence_and_kept_when_it_is_said_to_be_right(sample):
    app = sample("nl").see("targets", kpi="revenue")
    app.press("offer_0_revenue_nl")
    typed = app.at.text_input(key="value_revenue_nl").value
    assert typed.startswith("€")
    assert "ongeveer 1 van de 2 keer" in app.words
    assert work.target_of(state.store(), the_workspace(), "revenue").value == 800_000
    app.press("right_value_revenue_nl")
    kept = work.target_of(state.store(), the_workspace(), "revenue")
    assert 600_000 < kept.value < 800_000


def test_a_filtered_target_stands_beside_the_one_on_everything_and_is_found_again(sample):
    app = sample("nl").see("targets", kpi="revenue")
    app.at.selectbox(key="where_role_revenue").set_value("region").run()
    app.at.multiselect(key="where_revenue").set_value(["Zuid", "Noord"]).run()
    app.type("value_revenue_region_Zuid_Noord_nl", "€ 500.000,-")
    where = (("region", ("Zuid", "Noord")),)
    assert work.target_of(state.store(), the_workspace(), "revenue", None, where).value == 500_000
    assert work.target_of(state.store(), the_workspace(), "revenue").value == 800_000
    again = sample("nl").see("targets", kpi="revenue")
    (named,) = [button for button in again.at.button if button.label.startswith("Ook een doel voor")]
    named.click().run()
    assert again.at.multiselect(key="where_revenue").value == ["Zuid", "Noord"]
    assert "500" in again.at.text_input(key="value_revenue_region_Zuid_Noord_nl").value


def test_a_target_at_an_age_is_followed_per_group_of_customers(sample):
    app = sample("nl").see("targets", kpi="average_order_value")
    app.type("value_average_order_value_nl", "minstens 60 na 6 maanden")
    found = work.target_of(state.store(), the_workspace(), "average_order_value")
    assert (found.form, found.age, found.by) == (Form.AT_AGE, 6, "cohort_quarter")
    app.at.segmented_control(key="axis_average_order_value").set_value("cohort_year").run()
    assert not app.at.exception
    assert work.target_of(state.store(), the_workspace(), "average_order_value").by == "cohort_year"
    (table,) = app.at.dataframe
    assert list(table.value.columns) == ["Start", "Na 3 maanden", "Na 6 maanden", "Na 12 maanden"]


def test_what_cannot_be_read_as_a_target_says_so_and_keeps_what_was(sample):
    app = sample("nl").see("targets", kpi="revenue").type("value_revenue_nl", "vijf appels")
    assert "Dit lezen we niet als doel" in app.words
    assert "Tot dan blijft je doel zoals het was: €\u00a0800.000." in app.words
    assert work.target_of(state.store(), the_workspace(), "revenue").value == 800_000


def test_a_target_for_each_part_shows_the_parts_and_attention_leads_to_them(sample):
    app = sample("nl").see("targets", kpi="revenue").type("value_revenue_nl", "elke regio minstens 1")
    (table,) = app.at.dataframe
    assert list(table.value.columns) == ["Deel", "Waarde", "Oordeel"]
    assert set(table.value["Oordeel"]) == {"Haalt het"}
    app = sample("nl").see("dashboard").press("explore_company_revenue")
    assert app.at.query_params["by"] == "region"


def test_a_target_just_kept_can_be_taken_away_and_put_back_at_once(sample):
    app = sample("nl").see("targets", kpi="average_order_value").type("value_average_order_value_nl", "minstens 5")
    app.press("Doel weghalen")
    assert work.target_of(state.store(), the_workspace(), "average_order_value") is None
    assert app.at.text_input(key="value_average_order_value_nl").value == ""
    app.press("Doel terugzetten")
    assert work.target_of(state.store(), the_workspace(), "average_order_value").value == 5
