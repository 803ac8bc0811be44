"""`drivers`: the shape of its JSON, parts that add up, the planted part by name, and what it refuses."""

import json

import pytest

from kpi_core.cli import run

CHANNELS = {"web": 120, "winkel": 80, "beurs": 60}


@pytest.fixture
def visits(tmp_path):
    """Twenty-four months of visits and buyers per channel; in the last month the fair sells half of what it did."""
    lines = ["Datum;Kanaal;Sessies;Sessies met aankoop"]
    for month in range(24):
        for place, (channel, buyers) in enumerate(CHANNELS.items()):
            sold = buyers + (month * 7 + place * 5) % 9 - 4
            sold = sold // 2 if (month, channel) == (23, "beurs") else sold
            lines.append(f"{2024 + month // 12}-{month % 12 + 1:02d}-28;{channel};{1000 + month};{sold}")
    path = tmp_path / "verkeer.csv"
    path.write_text("\n".join(lines), "utf-8")
    return str(path)


def drivers(capsys, path, *more, lang="nl"):
    code = run(["drivers", path, "--kpi", "website_conversion_rate", "--today", "2026-01-05", "--lang", lang, *more])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_parts_add_up_and_the_planted_one_is_named(visits, capsys):
    code, out, _ = drivers(capsys, visits, "--by", "channel", "--from", "2024-12", "--to", "2025-12", "--json")
    found = json.loads(out)

    assert code == 0
    assert set(found["drivers"][0]) == {"segment", "contribution", "mix", "rate", "significant"}
    assert [part["segment"] for part in found["drivers"] if part["significant"]] == ["beurs"]
    assert sum(part["rate"] + part["mix"] for part in found["drivers"]) == pytest.approx(
        found["total"]["change"], abs=1e-12
    )
    assert found["total"]["to"] - found["total"]["from"] == pytest.approx(found["total"]["change"], abs=1e-12)
    assert "beurs" in found["headline"]


def test_without_a_role_the_one_that_explains_most_is_taken(visits, capsys):
    _, out, _ = drivers(capsys, visits, "--from", "2024-Q4", "--to", "2025-Q4", "--json")

    assert json.loads(out)["by"] == "channel"


@pytest.mark.parametrize(("lang", "words"), [("nl", "beurs"), ("en", "fall")])
def test_people_read_the_sentence_first(visits, capsys, lang, words):
    _, out, _ = drivers(capsys, visits, "--by", "channel", "--from", "2024-12", "--to", "2025-12", lang=lang)

    assert words in out.splitlines()[0]
    assert any(line.startswith("  * beurs") for line in out.splitlines())


def test_what_cannot_be_divided_has_no_parts_and_says_why(visits, capsys):
    _, out, _ = drivers(capsys, visits, "--by", "channel", "--from", "2019-12", "--to", "2025-12", "--json", lang="en")
    found = json.loads(out)

    assert found["drivers"] == []
    assert found["total"] == {"from": None, "to": None, "change": None}
    assert found["headline"] == "Not every period you compare has data."


@pytest.mark.parametrize(
    "more",
    [
        ("--from", "gisteren", "--to", "2025-12"),
        ("--from", "2025-12", "--to", "2024-12"),
        ("--by", "nergens", "--from", "2024", "--to", "2025"),
    ],
    ids=["no period", "backwards", "no role"],
)
def test_what_does_not_exist_is_refused_in_one_sentence(visits, capsys, more):
    code, out, err = drivers(capsys, visits, *more)

    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
