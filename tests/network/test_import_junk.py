"""A thousand made-up files: each is brought in whole, or refused with a reason and nothing stored."""

import gzip
import time
import tracemalloc

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belonging.core.delimited import SHOWN
from belonging.core.file_faults import FileRefused
from belonging.tenancy.models import Membership
from network.imports.reading import read_file
from network.models import Interaction, InteractionPartner, Tie
from network.services import imports
from programs.models import ImportFile, Participant
from tests.cast import NOON, House
from tests.conftest import SignIn
from tests.effort import effort

SECONDS, MEGABYTES = 2, 200
BY_SERVICE, BY_PAGE = effort(850), effort(150)  # a thousand in the whole
STEADY = settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
CELLS = st.sampled_from(
    [
        *("ben@northlight.example", "mira@northlight.example", "Ada Tester", "Ben Tester; Ada Tester", "7", "007", "8"),
        *(
            "ben@southgate.example",
            "zoe@southgate.example",
            "nobody",
            "admin",
            "facilitator",
            "",
            " ",
            ";",
            "-1",
            "1e9",
        ),
        *("2026-02-03", "2026-02-30", "03/04/2026", "25.12.2025", "2999-01-01", "0000-00-00", "2026-02-03T10:00:00Z"),
        *("20", "86420", "1770148800", "1770148800000", "999999999999999", "0.5", "peer", "Doing", "Video", "Digital"),
        *("=cmd|' /C calc'!A0", "@SUM(A1)", "+1", "-2", "\t=1", "<script>alert(1)</script>", "%(cell)s %s", "{0}"),
        *(
            '"',
            'a"b',
            '"open',
            '"a\nb"',
            "a,b",
            "x" * 130,
            "y" * 700,
            "\x00",
            "\x1b[2J",
            "\u202egnp",
            "ﬁ",
            "é",
            "日本",
            "💥",
        ),
    ]
) | st.text(max_size=12)
HEADS = st.sampled_from(
    [
        *(
            "person,with,date",
            "t,i,j",
            "id,name,e-mail,Department",
            "id,role",
            "name;e-mail;is_admin",
            "person\twith\tday",
        ),
        *(
            "reference",
            "person,with,date,kind,channel,note",
            "a,a,a",
            ",,",
            "ID,Id,id",
            "e-mail,E-Mail",
            "",
            "id,<script>alert(1)</script>",
        ),
    ]
)
SEPARATORS = st.sampled_from([",", ";", "\t", "|", " "])
LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n"])
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1", "cp1252"])


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Mostly tables with something wrong, sometimes plain bytes; now and then packed, cut off, or very wide."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.binary(max_size=300))
    end, separator = draw(LINE_ENDS), draw(SEPARATORS)
    rows = draw(st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=8))
    if draw(st.integers(0, 3)):  # three of four have the same number of cells on every line
        width = draw(st.integers(1, 5))
        rows = [(row * width)[:width] for row in rows]
    if draw(st.integers(0, 30)) == 0:
        rows.append(["x"] * draw(st.sampled_from([61, 5_000, 200_000])))
    text = end.join([draw(HEADS), *(separator.join(row) for row in rows)])
    content = text.encode(draw(ENCODINGS), errors="replace")
    packing = draw(st.integers(0, 9))
    if packing < 2:
        content = gzip.compress(content)
    return content[: draw(st.integers(0, len(content)))] if packing == 1 else content


def stored() -> list[int]:
    return [model.objects.count() for model in (Membership, Participant, Interaction, InteractionPartner, Tie)]


def refusal_of(house: House, kind: str, content: bytes) -> FileRefused | None:
    try:
        table, layout = read_file(program=house.program, kind=kind, content=content)
        imports.bring_in(program=house.program, kind=kind, table=table, layout=layout, actor=None, now=NOON)
    except FileRefused as refusal:
        return refusal
    return None


@pytest.fixture
def crowded(northlight: House, southgate: House) -> House:
    """Northlight beside Southgate, whose people must stay unknown here."""
    return northlight


# security X4
@settings(STEADY, max_examples=BY_SERVICE)
@given(content=files(), kind=st.sampled_from(["people", "interactions"]))
def test_a_made_up_file_is_taken_whole_or_refused(crowded: House, content: bytes, kind: str) -> None:
    with crowded.open():
        before = stored()
        refusal = refusal_of(crowded, kind, content)
        if refusal is None:
            assert Membership.objects.exclude(role="participant").count() == 2  # Una and Ada, as before
            return
        assert stored() == before
        assert refusal.faults
        assert all(fault.message and len(fault.message) < SHOWN + 200 for fault in refusal.faults)
        assert all(str(fault).isprintable() for fault in refusal.faults)


# security X4
@settings(STEADY, max_examples=BY_PAGE)
@given(content=files(), kind=st.sampled_from(["people", "interactions"]))
def test_a_made_up_file_never_breaks_the_page(crowded: House, sign_in: SignIn, content: bytes, kind: str) -> None:
    client: Client = sign_in(crowded.ada)
    with crowded.open():
        before = stored()

    sent = client.post(crowded.address(f"imports/{kind}/"), {"file": SimpleUploadedFile("made up.csv", content)})
    pages = [sent]
    if sent.status_code == 302:
        seen = client.get(sent["Location"])
        held = {field.html_name: field.value() for field in seen.context["form"] if field.value()}
        pages += [seen, client.post(sent["Location"], held | {"apply": "1"})]

    assert all(page.status_code in {200, 302, 422} for page in pages)
    assert not any("<script>alert" in page.content.decode() for page in pages)
    with crowded.open():
        if pages[-1].status_code == 422:
            assert stored() == before
        else:
            assert ImportFile.objects.order_by("pk").last().applied_at is not None  # type: ignore[union-attr]


LINE = b"ben@northlight.example,mira@northlight.example,2026-02-03\n"
HUGE = {
    "a million columns": b",".join([b"person"] * 10**6) + b"\n" + LINE,
    "fifty megabytes": b"person,with,date\n" + LINE * (50 * 10**6 // len(LINE)),
    "as much as is read": b"person,with,date,note\n"
    + b"nobody,mira@northlight.example,2026-02-03,%b\n" % (b"y" * 54) * 499_000,
    "fifty megabytes of one cell": b"person,with,date\n" + b"x" * 50 * 10**6,
    "a gigabyte, packed": gzip.compress(b"person,with,date\n" + b"\n" * 10**9, compresslevel=1),
}


# security X4
@pytest.mark.parametrize("what", HUGE)
def test_a_huge_file_is_refused_soon_and_in_little_memory(crowded: House, what: str) -> None:
    with crowded.open():
        refusal_of(crowded, "interactions", b"person,with,date\n" + LINE)  # what is loaded once is loaded
        before = stored()
        began = time.process_time()
        refusal = refusal_of(crowded, "interactions", HUGE[what])
        took = time.process_time() - began
        tracemalloc.start()
        refusal_of(crowded, "interactions", HUGE[what])
        peak = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()

        print(f"X4: {what}: refused in {took:.2f} s of a processor, {peak:.0f} MB beside the file itself")
        assert refusal is not None
        assert (took <= SECONDS, peak <= MEGABYTES) == (True, True)
        assert stored() == before
