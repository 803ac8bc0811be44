"""The desk: every client on a line, and a workspace that goes out, comes in, or begins like another one."""

from kpi_core import work
from kpi_core.work.project import export_project
from pages.parts import state


def test_without_clients_the_page_says_what_will_stand_there(empty):
    app = empty().see("clients")

    assert app.title == "Hier komen je klanten naast elkaar te staan."
    assert "Lees een projectbestand in" in [button.label for button in app.at.button]


def test_each_client_has_its_outcome_and_one_step(sample):
    app = sample("en").see("clients")
    (spaak,) = state.store().workspaces()

    assert app.title.startswith("1 of your 1 clients has not discussed June 2026 yet.")
    assert "Fietshuis De Spaak" in app.words
    assert [button.label for button in app.at.button if button.key == f"open_{spaak.id}"] == ["Discuss June 2026"]


def test_the_step_opens_that_client(sample):
    app = sample()
    other = work.create(state.store(), "Kapsalon <b>*Knip*</b>", "en").id
    app.see("clients").press(f"open_{other}")

    assert app.at.session_state["workspace"] == other
    assert "\\*Knip\\*" in app.see("clients").words


def test_a_next_client_can_begin_like_another_one(sample):
    app = sample().see("clients").press("Nieuwe klant")

    assert app.at.text_input(key="client_name").value == ""
    assert app.at.selectbox(key="client_begin").options == [
        "Een lege werkruimte",
        "De KPI's en het hoofddoel van Fietshuis De Spaak",
    ]


def test_a_project_file_of_a_client_can_be_downloaded(sample):
    app = sample()
    (spaak,) = state.store().workspaces()
    app.see("clients").press(f"file_{spaak.id}")

    (download,) = app.at.get("download_button")
    assert download.proto.label == "Download"
    assert export_project(state.store(), spaak.id)


def test_the_settings_lead_to_the_project_file_too(sample):
    app = sample().see("settings").press("Maak een projectbestand")

    assert app.at.get("download_button")
