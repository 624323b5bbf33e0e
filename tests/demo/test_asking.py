"""The demo's surveys went through the real services, and give dashboards something to show."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from belonging.demo.planting import Wish, plant
from belonging.tenancy.scope import open_scope
from programs.enums import ConsentMode
from surveys.models import Asked
from surveys.models.ballots import SealedBallot
from surveys.selectors.belonging import belonging_path

AT = datetime(2026, 7, 30, 12, tzinfo=UTC)


@pytest.mark.django_db
def test_demo_has_answered_its_surveys(tmp_path: Path, settings: pytest.FixtureRequest) -> None:
    settings.SURVEY_KEY_DIRS = [str(tmp_path / "keys")]  # type: ignore[attr-defined]
    wish = Wish("asked", "Asked", 4, 30, 1, ConsentMode.SEGMENTS, AT)
    demo = plant(wish=wish, password="a long walk by the water")

    with open_scope(demo.program.organization_id):
        path = belonging_path(demo.program)
        assert [one.kind for one in path.scores] == ["baseline", "pulse"]
        assert path.plan is not None
        assert not SealedBallot.objects.exists()
        assert not Asked.objects.exists()
