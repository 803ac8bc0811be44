"""From a formula as people type it, in Dutch or English and with their own names, to the spelling the parser reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kpi_core.errors import FormulaError, did_you_mean
from kpi_core.formula.counting import counted_figure
from kpi_core.formula.cursor import NAMES, Cursor
from kpi_core.formula.lexicon import (
    AGGREGATES,
    ALL,
    EDGE_OF,
    FUNCTION_OF,
    KEYED,
    KEYWORD_OF,
    MAYBE_AGGREGATES,
    OF_A_ROW,
    plain,
    shown_function,
)
from kpi_core.formula.parse import MOST_CHARACTERS
from kpi_core.formula.resolving import Mention, Rows, quoted
from kpi_core.formula.tokens import Piece, Token, joined
from kpi_core.formula.typed_numbers import number_text

if TYPE_CHECKING:
    from kpi_core.formula.vocabulary import Vocabulary

COMPARES = {"=", "!=", "<", "<=", ">", ">="}
STATES = {"known": "empty", "empty": "known"}
OWN = "own"


@dataclass(frozen=True)
class Translated:
    """The formula in the spelling that is kept, and where each piece of it came from."""

    text: str
    places: tuple[tuple[int, Piece], ...]

    def typed(self, position: int | None) -> tuple[int, int] | None:
        """Return begin and end of what was typed at a position of `text`, None for the whole."""
        before = [piece for start, piece in self.places if position is not None and start <= position]
        return (before[-1].start, before[-1].end) if before else None


@dataclass
class _Frame:
    """What is between two brackets: of which function, and in whose rows. listed: the options of `in`."""

    function: str = ""
    rows: Rows | None = None
    owner: bool = False
    listed: bool = False


def translate(typed: str, vocabulary: Vocabulary) -> Translated:
    """Return what was typed in the spelling that is kept; whether that makes sense is for `parse` to say.

    Raises FormulaError with the position in what was typed, `length` of the part it is about, and in `suggestions` what
    may stand there instead.
    """
    if len(typed) > MOST_CHARACTERS:
        raise FormulaError("formula_too_long", MOST_CHARACTERS, n=len(typed), most=MOST_CHARACTERS)
    text, places = joined(_Reader(typed, vocabulary).read())
    return Translated(text, tuple(places))


class _Reader(Cursor):
    """Goes through the pieces once, from left to right."""

    def __init__(self, typed: str, vocabulary: Vocabulary) -> None:
        super().__init__(typed, vocabulary)
        self.out: list[Piece] = []
        self.frames = [_Frame()]
        self.left: Mention | None = None

    def read(self) -> list[Piece]:
        """Return the pieces of the translation."""
        readers = {"sign": self._sign, "number": self._number, "text": self._text, "quoted": self._quoted}
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            readers.get(token.sort, self._word)(token)
        for frame in self.frames[:0:-1]:
            self._leave(frame)
        return self.out

    @property
    def rows(self) -> Rows | None:
        """The rows looked at here, None outside any aggregate."""
        return self.frames[-1].rows

    def _emit(self, text: str, *, taken: int = 1) -> None:
        last = self.tokens[self.at + max(taken, 1) - 1]
        self.out.append(Piece(text, self.tokens[self.at].start, last.end))
        self.at += taken

    # Signs, numbers and words in quotes.

    def _sign(self, token: Token) -> None:
        if token.text == "(":
            listed = bool(self.out) and self.out[-1].text == "in"
            self.frames.append(_Frame(rows=self.rows, listed=listed))
        elif token.text == ")" and len(self.frames) > 1:
            self._leave(self.frames.pop())
        elif token.text == "%":
            self.refuse("formula_unexpected", "%", 1, found="%")
        self._emit("," if token.text == ";" else token.text)

    def _leave(self, frame: _Frame) -> None:
        if frame.owner and frame.rows:
            frame.rows.settle(self.out, self.vocabulary)
            self.left = None

    def _number(self, token: Token) -> None:
        percent = self.sign("%")
        text = number_text(token, self.vocabulary.lang, percent=percent, listed=self.frames[-1].listed)
        self._emit(text.replace(";", ","), taken=1 + percent)

    def _text(self, token: Token) -> None:
        if self.rows and self.left:
            self.rows.values.append((len(self.out), self.left))
        self._emit(quoted(token.text))

    def _is_value(self) -> bool:
        """Return whether a word is expected here: after a comparison, or among the options of `in`."""
        compared = bool(self.out) and self.out[-1].text in COMPARES
        return self.rows is not None and (compared or self.frames[-1].listed)

    def _quoted(self, token: Token) -> None:
        reader = self._text if self._is_value() else self._word
        reader(token)

    # Words: functions, keywords and names.

    def _word(self, token: Token) -> None:
        if token.sort == "word":
            called = self.call()
            if called:
                self._function(*called)
                return
            keyword = KEYWORD_OF.get(token.text.casefold(), "")
            if keyword not in {"", "known", "empty"}:
                self._keyword(keyword)
                return
        if self.frames[-1].function == "param":
            self._setting(token)
        elif self.rows is not None:
            self._column(token, self.rows)
        else:
            self._figure(token)

    def _keyword(self, keyword: str) -> None:
        if keyword == "is":
            self._is()
            return
        if keyword in {"where", "and", "or"}:
            self.left = None
        self._emit(keyword)
        token = self.peek()
        if keyword in {"on", "per"} and token and token.sort in NAMES and self.rows:
            if token.text.casefold() in ALL and keyword == "on":
                self._emit("all")
            else:
                self._column(token, self.rows, alone=True)

    def _is(self) -> None:
        words = [KEYWORD_OF.get(one.text.casefold(), "") for one in self.tokens[self.at + 1 : self.at + 3]]
        negated = words[:1] == ["not"]
        state = words[negated] if len(words) > negated else ""
        if state not in STATES:
            self._emit("!=" if negated else "=", taken=1 + negated)
            return
        self._emit("is", taken=1 + negated)
        self._emit(STATES[state] if negated else state)

    def _function(self, name: str, words: int) -> None:
        function = FUNCTION_OF.get(name)
        if function is None:
            near = tuple(
                shown_function(FUNCTION_OF[one], self.vocabulary.lang) for one in did_you_mean(name, FUNCTION_OF)
            )
            self.refuse("formula_unknown_function", name, len(name), tuple(dict.fromkeys(near)))
        figure, taken = counted_figure(self, function, words)
        if figure:
            self._emit(figure, taken=taken)
            return
        new = function in AGGREGATES | KEYED or (function in MAYBE_AGGREGATES and self.about_rows(words))
        inherited = self.rows if function in OF_A_ROW else None
        rows = Rows(renamed=(len(self.out), "avg") if function == "average" else None) if new else inherited
        self._emit(function, taken=words)
        self._emit("(")
        self.frames.append(_Frame(function, rows, owner=new))

    def _setting(self, token: Token) -> None:
        name, count = self.name(self.vocabulary.settings)
        found = self.vocabulary.settings.get(plain(name))
        if found is None:
            near = self.vocabulary.near(name, self.vocabulary.settings)
            self.refuse("formula_unknown_setting", name, token.end - token.start, near)
        self._emit(found, taken=count)

    def _column(self, token: Token, rows: Rows, *, alone: bool = False) -> None:
        if token.sort == "word" and token.text.casefold() in EDGE_OF:
            self._emit(EDGE_OF[token.text.casefold()])
            return
        if self.frames[-1].function == "count" and self.out[-1].text == "(":
            self._table(token, rows)
            return
        kind = self._dotted(token)
        if kind:
            self.at += 2
        known = self.vocabulary.columns
        name, count = self.name(known, keywords=False)
        last = self.tokens[self.at + count - 1]
        if kind is None and plain(name) not in known:
            if self._is_value():
                self._text(Token("text", name, token.start, last.end))
                return
            self.refuse(
                "formula_unknown_column_anywhere", name, last.end - token.start, self.vocabulary.near(name, known)
            )
        mention = Mention(len(self.out), name, token.start, last.end, kind, alone)
        rows.mentions.append(mention)
        self.left = self.left or mention
        self._emit(name, taken=count)

    def _dotted(self, token: Token) -> str | None:
        """Return the table whose name stands here before a point, None when there is no point."""
        following = self.peek(2)
        if not self.sign(".") or following is None or following.sort not in NAMES:
            return None
        kind = self.vocabulary.kinds.get(plain(token.text))
        if kind is None:
            near = self.vocabulary.near(token.text, self.vocabulary.kinds)
            self.refuse("formula_unknown_table", token.text, token.end - token.start, near)
        return kind

    def _table(self, token: Token, rows: Rows) -> None:
        name, count = self.name(self.vocabulary.kinds)
        rows.kind = self.vocabulary.kinds.get(plain(name))
        if rows.kind is None:
            near = self.vocabulary.near(name, self.vocabulary.kinds)
            self.refuse("formula_unknown_table", name, token.end - token.start, near)
        self._emit(rows.kind, taken=count)

    def _figure(self, token: Token) -> None:
        following = self.peek(2)
        if self.sign(".") and following is not None and token.text.casefold() == OWN:
            self._emit(f"{OWN}.{following.text.casefold()}", taken=3)
            return
        kind = self._dotted(token)
        if kind and following is not None:
            self._loose(self.typed[token.start : following.end])
        name, count = self.name(self.vocabulary.figures)
        found = self.vocabulary.figure(name)
        length = self.tokens[self.at + count - 1].end - token.start
        if len(found) == 1:
            self._emit(found[0], taken=count)
        elif found:
            self.refuse("formula_name_two_ways", name, length, found)
        else:
            column, _ = self.name(self.vocabulary.columns)
            if self.vocabulary.columns_of(column):
                self._loose(column)
            near = self.vocabulary.near(name, self.vocabulary.figures)
            self.refuse("formula_unknown_name", name, length, near)

    def _loose(self, name: str) -> None:
        """Refuse a column that is not added up or counted, with the ways to do so."""
        functions = (shown_function(function, self.vocabulary.lang) for function in ("sum", "avg", "distinct"))
        self.refuse("formula_loose_column", name, len(name), tuple(f"{function}({name})" for function in functions))
