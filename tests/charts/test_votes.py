"""The stack of votes: one dot is one vote, a doubt looks different, and nobody can be pointed at."""

import pytest

from kpi_core.charts import color_of, tokens, votes
from kpi_core.model import Verdict


def test_one_dot_is_one_vote_above_its_number_of_fingers():
    made = votes((0, 0, 1, 2, 3, 1), "nl")
    assert made.data.groupby("fingers").size().to_dict() == {2: 1, 3: 2, 4: 3, 5: 1}
    assert sorted(made.data.loc[made.data["fingers"] == 4, "place"]) == [0.5, 1.5, 2.5]
    assert list(made.data.columns) == ["fingers", "place", "low"]
    assert made.data.loc[made.data["low"], "fingers"].unique().tolist() == [2]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_vote_under_three_is_an_amber_triangle_in_the_colours_of_the_mode(mode):
    encoding = votes((0, 0, 1, 2, 0, 0), "nl", mode).spec["encoding"]
    assert encoding["shape"]["condition"]["value"] == "triangle-up"
    assert encoding["color"]["condition"]["value"] == tokens(mode).orange == color_of(Verdict.AT_RISK, mode)


@pytest.mark.parametrize(
    ("spread", "nl", "en"),
    [
        ((0,) * 6, "Er is nog niet gestemd.", "Nobody has voted yet."),
        (
            (0, 0, 1, 2, 3, 1),
            "7 stemmen: één op 2, 2 op 3, 3 op 4, één op 5. Eén stem onder 3.",
            "7 votes: one of 2, 2 of 3, 3 of 4, one of 5. One vote under 3.",
        ),
        ((0, 0, 0, 0, 0, 1), "Eén stem: één op 5. Geen stem onder 3.", "One vote: one of 5. No vote under 3."),
    ],
)
def test_the_finding_counts_the_votes(spread, nl, en):
    assert votes(spread, "nl").alt == nl
    assert votes(spread, "en").alt == en


def test_a_large_group_stays_on_the_screen():
    assert votes((0, 0, 0, 0, 0, 60), "nl").spec["height"] <= 200
