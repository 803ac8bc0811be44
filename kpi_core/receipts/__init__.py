"""What was read of a file, in words: the facts with their proof, the sheet, the questions, the columns, what was left out."""

from kpi_core.receipts.columns import ColumnLine, column_lines, kind_names, role_names
from kpi_core.receipts.facts import Fact, SumLine, facts, headline, sum_lines
from kpi_core.receipts.left_out import issue_lines, skipped_counts, skipped_lines
from kpi_core.receipts.questions import AnswerLine, QuestionCard, ReadingCard, answer_line, question_cards
from kpi_core.receipts.sheet import SeenCell, SeenRow, SeenSheet, seen_sheet

__all__ = [
    "AnswerLine",
    "ColumnLine",
    "Fact",
    "QuestionCard",
    "ReadingCard",
    "SeenCell",
    "SeenRow",
    "SeenSheet",
    "SumLine",
    "answer_line",
    "column_lines",
    "facts",
    "headline",
    "issue_lines",
    "kind_names",
    "question_cards",
    "role_names",
    "seen_sheet",
    "skipped_counts",
    "skipped_lines",
    "sum_lines",
]
