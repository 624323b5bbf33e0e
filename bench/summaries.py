"""Summaries by mail for everybody at once.

Promised: 10,000 people are written to within 60 s by one worker, each once. The mail server here takes everything.
"""

import os
import time
from datetime import timedelta

from bench.surveys import NOW, PEOPLE, house, timed

GROUPS, POSTS, SEATS = 50, 40, 3  # each person sits in three groups, and forty posts stand in each


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    os.environ["EMAIL_BACKEND"] = "django.core.mail.backends.dummy.EmailBackend"
    import django

    django.setup()

    from django.urls import reverse

    from belonging.tenancy.scope import open_scope
    from community.models import Group, GroupSeat, Post, SummaryMail, SummaryWish
    from community.services.summaries import send_summaries, write_summaries
    from programs.models import Participant

    admin, program = house(PEOPLE)
    with open_scope(admin.organization_id):
        people = list(Participant.objects.filter(program=program).order_by("pk"))
        groups = Group.objects.bulk_create(Group(program=program, name=f"G {number}") for number in range(GROUPS))
        GroupSeat.objects.bulk_create(
            GroupSeat(group=groups[(number * 7 + place * 11) % GROUPS], participant=person, state="in")
            for number, person in enumerate(people)
            for place in range(SEATS)
        )
        SummaryWish.objects.bulk_create(
            SummaryWish(participant=person, rhythm="daily", told_until=NOW, quiet_from=0, quiet_until=0)
            for person in people
        )
        Post.objects.bulk_create(
            Post(
                group=group,
                author=people[number],
                text="Who walks on Friday? " * 8,
                written_at=NOW + timedelta(hours=1),
            )
            for number in range(POSTS)
            for group in groups
        )

    later = NOW + timedelta(days=1)

    def write() -> int:
        with open_scope(admin.organization_id):
            return write_summaries(now=later)

    reverse("account_login")  # a worker has read the addresses when it starts
    began = time.process_time()
    writing, written = timed(write)
    sending, sent = timed(lambda: send_summaries(organization_id=admin.organization_id, now=later))
    worked = time.process_time() - began
    with open_scope(admin.organization_id):
        left = SummaryMail.objects.filter(sent_at=None).count()
    assert (written, sent, left, write()) == (PEOPLE, PEOPLE, 0, 0)
    print(
        f"summaries: {PEOPLE} people: written in {writing:.1f} s, sent in {sending:.1f} s (together of 60 s), "
        f"{worked:.1f} s of it the worker's own work"
    )
