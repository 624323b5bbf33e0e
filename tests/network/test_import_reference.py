"""A real contact log, brought in through the pages and counted, gives the figures that others published."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from belonging.core import clock
from belonging.tenancy import jobs
from belonging.tenancy.models import Job
from network.enums import Occasion
from network.models import Interaction
from network.services.snapshots import take_snapshot
from programs.models import Program
from programs.services.programs import create_program, start_program
from tests.cast import NOON, House
from tests.conftest import SignIn

pytestmark = pytest.mark.reference

DATA = Path(os.environ.get("BELONGING_REFERENCE_DATA", Path(__file__).parents[3] / "shared" / "data"))
FOLDERS = [DATA / "workplace_invs15"] if (DATA / "workplace_invs15").is_dir() else []
NAMES = {
    "people": "nodes",
    "ties": "edges",
    "density": "density",
    "degree_mean": "average_degree",
    "clustering_mean": "average_local_clustering_zeros_counted",
    "transitivity": "transitivity",
    "path_length_mean": "average_shortest_path_all_connected_pairs",
    "components": "components",
    "largest_component": "largest_component_nodes",
    "isolates": "isolates",
    "diameter": "diameter_largest_component",
}
LABEL_NAMES = {
    "ei_index": "ei_index",
    "ei_expected": "ei_index_expected_by_group_sizes",
    "modularity": "modularity_by_label",
}


def bring_in(client: Client, house: House, program: Program, kind: str, file: Path, *fields: str) -> None:
    """Through the pages as a person would: choose the file, look, press "Bring in"."""
    sent = client.post(
        house.address(f"imports/{kind}/", program), {"file": SimpleUploadedFile(file.name, file.read_bytes())}
    )
    columns = {f"column_{place}": field for place, field in enumerate(fields)}
    pressed = client.post(sent["Location"], columns | {"apply": "1"})
    assert pressed.status_code == 302
    if "/jobs/" in pressed["Location"]:
        with house.open():
            job = Job.objects.get(kind="import_interactions")
        jobs.perform(organization_id=house.organization.id, job_id=job.public_id, now=clock.now())


@pytest.mark.django_db(databases=["default", "beside"])
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_real_log_through_the_pages_gives_the_published_figures(
    folder: Path, northlight: House, sign_in: SignIn
) -> None:
    expected: dict[str, Any] = json.loads((DATA / "reference.json").read_text())["datasets"][folder.name]["networks"]
    known = expected["aggregated_all_people_in_metadata"]
    with northlight.open():
        program = create_program(actor=None, name="One building", starts_on=date(2015, 6, 22), now=NOON)
        program = start_program(actor=None, program=program, now=NOON)
    client = sign_in(northlight.una)

    bring_in(client, northlight, program, "people", folder / "metadata_InVS15.txt", "reference", "segment")
    bring_in(client, northlight, program, "interactions", folder / "tij_InVS15.dat.gz", "time", "person", "with")

    with northlight.open():
        now = clock.now()
        found = take_snapshot(program=program, on=now.date(), now=now, occasion=Occasion.ASKED)
        assert Interaction.objects.count() == 7441
    labels = known["by_label"]["department"]
    figures = {name: known["metrics"][there] for name, there in NAMES.items()}
    figures |= {name: labels[there] for name, there in LABEL_NAMES.items()}
    # The figures there are rounded to ten digits.
    assert {name: getattr(found, name) for name in figures} == pytest.approx(figures, rel=1e-9, abs=1e-12)
