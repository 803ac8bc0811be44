"""The Dutch audit file (XAF) that every bookkeeping package exports: its entries as P&L lines and its balances per month."""

from kpi_core.read.audit.file import is_audit_file, read_audit_file

__all__ = ["is_audit_file", "read_audit_file"]
