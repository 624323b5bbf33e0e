"""Large files go to a worker, once."""

import pytest

from belonging.core.file_faults import FileRefused
from belonging.tenancy import jobs
from belonging.tenancy.models import Job
from network.models import Interaction
from network.services import imports
from programs.enums import ImportKind
from programs.imports.layout import Layout
from programs.models import ImportFile
from tests.cast import NOON, House
from tests.conftest import SignIn
from tests.network.test_imports import ADA, BEN, HEAD, MIRA, chosen, upload


@pytest.mark.django_db(databases=["default", "beside"])
def test_a_large_file_goes_to_a_worker(northlight: House, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "AT_ONCE_ROWS", 1)
    client = sign_in(northlight.ada)
    content = f"{HEAD}{BEN},{MIRA},2026-02-03\n{BEN},{ADA},2026-02-03\n".encode()

    page = upload(client, northlight.address("imports/interactions/"), content)
    first = client.post(page, chosen("person", "with", "date", apply="1"))
    second = client.post(page, chosen("person", "with", "date", apply="1"))

    assert first["Location"] == second["Location"]
    with northlight.open():
        job = Job.objects.get()
        kept = ImportFile.objects.get()
        with pytest.raises(FileRefused, match="is being brought in"):
            layout = Layout(("person", "with", "date"), has_header=True)
            imports.change_columns(program=northlight.program, kept=kept, layout=layout)
    jobs.perform(organization_id=northlight.organization.id, job_id=job.public_id, now=NOON)
    with northlight.open():
        job.refresh_from_db()
        assert (job.state, job.result["new"], Interaction.objects.count()) == ("done", 2, 2)
        assert bytes(ImportFile.objects.get().content) == b""
    told = client.get(first["Location"]).content.decode()
    assert "2 times together are new." in told
    assert "The figures are new." not in told
    assert f'href="{page}"' in told


@pytest.mark.django_db(databases=["default", "beside"])
def test_two_presses_with_the_row_of_before_make_one_job(inside: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "AT_ONCE_ROWS", 1)
    content = f"{HEAD}{BEN},{MIRA},2026-02-03\n{BEN},{ADA},2026-02-03\n".encode()
    words = {"program": inside.program, "actor": inside.una.membership, "now": NOON}
    imports.keep_upload(kind=ImportKind.INTERACTIONS, name="met.csv", content=content, **words)  # type: ignore[arg-type]
    rows = [ImportFile.objects.get(), ImportFile.objects.get()]  # both read before either pressed
    layout = Layout(("person", "with", "date"), has_header=True)

    first, second = (imports.start_import(kept=row, layout=layout, **words) for row in rows)  # type: ignore[arg-type]

    assert first.job == second.job
    assert Job.objects.count() == 1
