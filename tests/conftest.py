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
