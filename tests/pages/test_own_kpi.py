"""Making a KPI of your own: typed in Dutch, checked at once, kept, chosen, changed and brought back."""

import pytest

from kpi_core import work

HOSTILE = "<b>x</b> [klik](http://kwaad.nl) **dik**"


def field(app, name, chosen="new"):
    return next(one for one in app.at.text_input if one.key.startswith(f"own_{name}_{chosen}_"))


def typed(app, chosen="new", **values):
    for name, value in values.items():
        field(app, name, chosen).set_value(value).run()
        assert not app.at.exception, app.at.exception[0].message
    return app


def place(app):
    from pages.parts import state

    del app
    return state.store(), state.store().latest_workspace()


def test_a_formula_in_dutch_is_said_in_words_and_shown_on_the_data(sample):
    app = typed(sample("nl").see("own"), formula="som(Retourbedrag) / aantal(orders)")

    assert "Terugbetaald bedrag opgeteld, gedeeld door het aantal verschillende bestellingen" in app.words.replace(
        "\\", ""
    )
    assert not app.at.code
    assert app.at.metric[0].value.startswith("€")


@pytest.mark.parametrize(
    ("lang", "wrong", "said"),
    [("nl", "omzt / 2", "is geen bekend getal"), ("en", "revenu / 2", "is not a known figure")],
)
def test_a_wrong_name_is_put_right_with_one_click(sample, lang, wrong, said):
    app = typed(sample(lang).see("own"), formula=wrong)

    assert said in app.words.replace("\\", "")
    app.press("own_offer_0")

    assert field(app, "formula").value in {"Omzet / 2", "Revenue / 2"}
    assert "Klopt nog niet" not in app.words
    assert "Not correct yet" not in app.words


def test_a_column_that_is_clicked_stands_behind_the_formula(sample):
    app = typed(sample("nl").see("own"), formula="som(")
    columns = app.at.pills(key="own_columns_0")
    columns.set_value(columns.options[0]).run()

    assert field(app, "formula").value.startswith("som(")
    assert len(field(app, "formula").value) > len("som(")


def test_a_kept_kpi_can_be_chosen_and_stands_on_the_overview(sample):
    app = typed(sample("nl").see("own"), name="Bonbedrag", formula="som(Retourbedrag) / aantal(orders)")
    app.press("own_save")

    assert "Bonbedrag is bewaard" in app.words
    assert app.title == "Bonbedrag aanpassen"
    work.choose(*place(app), "own.bonbedrag", "sales")
    assert "Bonbedrag" in [entry.value for entry in sample("nl").see("dashboard").at.subheader]


def test_a_change_is_kept_beside_what_was_and_can_be_taken_back(sample):
    app = typed(sample("nl").see("own"), name="Bon", formula="omzet / orders")
    app.press("own_save")
    typed(app, "own.bon", formula="omzet / orders * 2")
    app.press("own_save")
    assert [entry.label for entry in app.at.button if entry.label == "Terug naar deze"]
    app.press("Terug naar deze")

    assert [one.kpi.formula for one in work.own_kpis(*place(app), "nl")] == ["revenue / orders"]
    assert len(work.own_history(*place(app), "own.bon")) == 3


def test_a_removed_kpi_comes_back_with_one_click(sample):
    app = typed(sample("nl").see("own"), name="Bon", formula="omzet / orders")
    app.press("own_save").press("own_remove")
    assert work.own_kpis(*place(app), "nl") == ()

    app.press("own_undo")
    assert [one.kpi.name for one in work.own_kpis(*place(app), "nl")] == ["Bon"]


def test_an_example_is_ready_to_keep(sample):
    app = sample("nl").see("own").press("own_example_0")

    app.press("own_save")
    assert len(work.own_kpis(*place(app), "nl")) == 1


def test_what_people_type_is_shown_as_it_is(sample):
    app = typed(sample("nl").see("own"), name=HOSTILE, formula="omzet / orders", meaning=HOSTILE)
    app.press("own_save")
    (own,) = work.own_kpis(*place(app), "nl")
    work.choose(*place(app), own.kpi.id)

    for page in ("own", "catalogue", "dashboard", "targets", "explore", "passport"):
        app = sample("nl").see(page, kpi=own.kpi.id)
        shown = "\n".join(
            str(one.value) for one in (*app.at.markdown, *app.at.subheader, *app.at.title, *app.at.caption)
        )
        assert "[klik](" not in shown
        assert "<b>x</b>" not in shown


def test_a_button_says_what_it_waits_for(sample):
    app = sample("nl").see("own")
    button = next(one for one in app.at.button if one.key == "own_save")
    assert (button.disabled, button.label) == (True, "Eerst een formule die klopt")

    typed(app, formula="omzet")
    button = next(one for one in app.at.button if one.key == "own_save")
    assert (button.disabled, button.label) == (True, "Eerst een naam")
