"""What several modules share."""

import pytest

from tests.sandbox.projects import small_project


@pytest.fixture(scope="session")
def project(tmp_path_factory):
    """The small project, one for all: a process imports the packages of a name but once."""
    return small_project(tmp_path_factory.mktemp("corner"))
