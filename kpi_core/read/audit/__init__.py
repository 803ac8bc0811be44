"""The Dutch audit file (XAF) that every bookkeeping package exports: its entries as P&L lines and its balances per month."""

from kpi_core.read.audit.books import Account
from kpi_core.read.audit.file import is_audit_file, read_audit_file
from kpi_core.read.audit.sorting import grows_by_credit, is_profit, sort_account

__all__ = ["Account", "grows_by_credit", "is_audit_file", "is_profit", "read_audit_file", "sort_account"]
