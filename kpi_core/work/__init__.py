"""What a person can do in a workspace. The pages and the command line call these functions and nothing below them."""

from kpi_core.work.answered import answered
from kpi_core.work.arrivals import drop_file, locked, read_upload, read_uploads
from kpi_core.work.changes import Changes, MonthChange
from kpi_core.work.confirming import Confirmed, confirm, current, go_to_version, versions
from kpi_core.work.deciding import answer, reopen, set_hidden, set_kind, set_plan, set_role
from kpi_core.work.drafts import Draft, DraftTable
from kpi_core.work.figures import explore, results_of, rows_behind, statuses
from kpi_core.work.goals import remove_target, set_target, target_history, target_of, targets, undo_target
from kpi_core.work.joins import DraftJoin
from kpi_core.work.known import catalogue
from kpi_core.work.measuring import definitions, goal, measurable_today, set_goal
from kpi_core.work.names import clean, clean_file_name, clean_name
from kpi_core.work.overlap import Effect, Plan
from kpi_core.work.overview import Dashboard, LevelCards, dashboard
from kpi_core.work.spaces import (
    Standing,
    create,
    create_sample,
    rename,
    restore,
    set_language,
    stamp,
    standing,
    trash,
    trashed,
    workspaces,
)
from kpi_core.work.steering import (
    LEVELS,
    MOST_PER_LEVEL,
    NeedsBench,
    availability,
    bench,
    choices,
    choose,
    param_names,
    params,
    put_first,
    set_param,
    set_variant,
    unchoose,
)
from kpi_core.work.waiting import discard, draft

__all__ = [
    "LEVELS",
    "MOST_PER_LEVEL",
    "Changes",
    "Confirmed",
    "Dashboard",
    "Draft",
    "DraftJoin",
    "DraftTable",
    "Effect",
    "LevelCards",
    "MonthChange",
    "NeedsBench",
    "Plan",
    "Standing",
    "answer",
    "answered",
    "availability",
    "bench",
    "catalogue",
    "choices",
    "choose",
    "clean",
    "clean_file_name",
    "clean_name",
    "confirm",
    "create",
    "create_sample",
    "current",
    "dashboard",
    "definitions",
    "discard",
    "draft",
    "drop_file",
    "explore",
    "go_to_version",
    "goal",
    "locked",
    "measurable_today",
    "param_names",
    "params",
    "put_first",
    "read_upload",
    "read_uploads",
    "remove_target",
    "rename",
    "reopen",
    "restore",
    "results_of",
    "rows_behind",
    "set_goal",
    "set_hidden",
    "set_kind",
    "set_language",
    "set_param",
    "set_plan",
    "set_role",
    "set_target",
    "set_variant",
    "stamp",
    "standing",
    "statuses",
    "target_history",
    "target_of",
    "targets",
    "trash",
    "trashed",
    "unchoose",
    "undo_target",
    "versions",
    "workspaces",
]
