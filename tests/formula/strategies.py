"""Random formulas: trees of every sort of node, as the parser would make them."""

from hypothesis import strategies as st

from kpi_core.formula.tree import (
    Aggregate,
    Arith,
    Column,
    Compare,
    Days,
    GroupsWith,
    Holds,
    KeySet,
    Known,
    Logic,
    Negative,
    Not,
    Number,
    OneOf,
    Param,
    PeriodEdge,
    RowCall,
    SetPair,
    Shift,
    Size,
    Text,
    Worth,
)

KIND = "sales"
roles = st.sampled_from(["net_amount", "order_id", "channel", "sales", "order_date"])
columns = st.builds(Column, st.just(KIND), roles)
numbers = st.builds(Number, st.integers(0, 10**6).map(float) | st.floats(0, 1e6, allow_subnormal=False))
texts = st.builds(Text, st.text(max_size=8).filter(lambda text: "\0" not in text))
params = st.builds(Param, st.sampled_from(["margin", "stage"]))
OPS = st.sampled_from(["+", "-", "*", "/"])

rows = st.recursive(
    columns | numbers | params,
    lambda inner: (
        st.builds(Arith, OPS, inner, inner)
        | st.builds(Negative, inner)
        | st.builds(lambda a, b: RowCall("days_between", (a, b)), columns, columns)
        | st.builds(lambda a, b: RowCall("overlap_days", (a, b)), columns, columns)
        | st.builds(lambda a: RowCall("top", (a,)), columns)
    ),
    max_leaves=4,
)
edges = st.builds(PeriodEdge, st.sampled_from(["start", "end"]))
signed = st.builds(Number, st.integers(-99, 99).map(float))
comparisons = (
    st.builds(Compare, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), columns, rows | texts | edges)
    | st.builds(OneOf, columns, st.lists(texts | signed, min_size=1, max_size=3).map(tuple), st.booleans())
    | st.builds(Known, columns, st.booleans())
    | st.builds(Holds, columns)
)
conditions = st.recursive(
    comparisons,
    lambda inner: (
        st.builds(Logic, st.sampled_from(["and", "or"]), st.lists(inner, min_size=2, max_size=3).map(tuple))
        | st.builds(Not, inner)
    ),
    max_leaves=4,
)
first = st.builds(lambda column, rest: Arith("+", column, rest), columns, rows) | columns
where, on = st.none() | conditions, st.none() | st.just("all") | roles
aggregates = (
    st.builds(Aggregate, st.sampled_from(["sum", "avg", "median"]), st.just(KIND), first, where, on)
    | st.builds(Aggregate, st.just("count"), st.just(KIND), st.none(), where, on)
    | st.builds(Aggregate, st.just("distinct"), st.just(KIND), columns, where, on)
    | st.builds(Aggregate, st.just("sum_once"), st.just(KIND), columns, where, on, roles)
)
whole = st.builds(Number, st.integers(1, 365).map(float))
key_sets = st.builds(KeySet, st.sampled_from(["keys", "first_seen"]), columns) | st.builds(
    lambda column, days: KeySet("repeated", column, days), columns, whole | params
)
sets = st.recursive(
    key_sets,
    lambda inner: (
        st.builds(SetPair, st.sampled_from(["both", "minus"]), inner, inner)
        | st.builds(Shift, st.sampled_from(["prev", "prev_year"]), inner)
    ),
    max_leaves=3,
)
months = st.integers(1, 24)
in_force = st.builds(Aggregate, st.just("in_force"), st.just(KIND), first, where)
closing = st.builds(
    lambda rows: Shift("closing", rows), st.builds(Aggregate, st.just("sum"), st.just(KIND), first, where)
)
active = st.builds(KeySet, st.just("active"), columns)
standing_sets = st.recursive(
    active,
    lambda inner: (
        st.builds(SetPair, st.sampled_from(["both", "minus"]), inner, inner)
        | st.builds(lambda body: Shift("opening", body), inner)
        | st.builds(lambda body, ago: Shift("months_ago", body, ago), inner, months)
    ),
    max_leaves=3,
)
worths = st.builds(Worth, sets | standing_sets, in_force | st.builds(lambda body: Shift("opening", body), in_force))
standing = st.recursive(
    in_force | closing | worths | st.builds(Size, standing_sets),
    lambda inner: (
        st.builds(Shift, st.sampled_from(["opening", "average"]), inner)
        | st.builds(lambda body, ago: Shift("months_ago", body, ago), inner, months)
        | st.builds(Arith, OPS, inner, inner)
    ),
    max_leaves=3,
)
leaves = aggregates | standing | st.builds(Size, sets) | st.builds(GroupsWith, columns, columns, st.integers(1, 9))
formulas = st.recursive(
    leaves,
    lambda inner: (
        st.builds(Arith, OPS, inner, inner | numbers | params | st.builds(Days))
        | st.builds(Negative, inner)
        | st.builds(Shift, st.sampled_from(["prev", "prev_year", "overall"]), inner)
        | st.builds(lambda body, months: Shift("rolling", body, months), inner, st.integers(1, 24))
    ),
    max_leaves=4,
)
