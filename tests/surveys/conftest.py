"""A key folder for the tests of surveys, and a community large enough to stay unknown in."""

from pathlib import Path

import pytest

from tests.cast import House
from tests.surveys.community import Community, make_community


@pytest.fixture(autouse=True)
def key_folder(tmp_path: Path, settings: pytest.FixtureRequest) -> Path:
    """The worker's key folder; tests of web processes take it away again."""
    folder = tmp_path / "keys"
    settings.SURVEY_KEY_DIRS = [str(folder)]  # type: ignore[attr-defined]
    return folder


@pytest.fixture
def community(inside: House) -> Community:
    """Northlight's program with twenty-four more people in three departments, in its open scope."""
    return make_community(inside, 24)
