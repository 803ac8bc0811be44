"""From table to mapping: which kind of table it is and which role each column has, with reasons and open questions."""

from kpi_core.mapping.change import allowed_roles, with_role
from kpi_core.mapping.doubts import summary_rows
from kpi_core.mapping.fulltime import asked_once, one_week
from kpi_core.mapping.known import column_of
from kpi_core.mapping.ledger import ledger_of
from kpi_core.mapping.propose import propose, signature, unused

__all__ = [
    "allowed_roles",
    "asked_once",
    "column_of",
    "ledger_of",
    "one_week",
    "propose",
    "signature",
    "summary_rows",
    "unused",
    "with_role",
]
