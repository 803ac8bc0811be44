"""What all tests share."""

import pytest
from hypothesis import settings

from kpi_core.sample import sample_workbook

settings.register_profile("steady", deadline=None, print_blob=True)  # a busy machine is slow, not wrong
settings.load_profile("steady")


@pytest.fixture(scope="session")
def sample_bytes():
    """The sample company's workbook, made once."""
    return sample_workbook()


def pytest_terminal_summary(terminalreporter):
    """Print the figures tests told: clicks and seconds of the ways people go."""
    passed = terminalreporter.getreports("passed")
    for line in sorted(str(told) for report in passed for name, told in report.user_properties if name == "told"):
        terminalreporter.write_line(line)
