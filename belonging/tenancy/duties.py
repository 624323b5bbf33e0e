"""Which duty an address belongs to, of those that only people who run programs have, and which show them somebody."""

from belonging.tenancy.enums import Duty

_BY_APP = {
    "programs": Duty.PLAN,
    "network": Duty.NETWORK,
    "surveys": Duty.SURVEYS,
    "community": Duty.COMMUNITY,
    "mentoring": Duty.MENTORING,
    "dashboards": Duty.FIGURES,
}
# The first words of addresses that belong to another duty than the rest of their app.
_BY_NOUN: dict[tuple[str, str], Duty | None] = {
    ("programs", "registration"): Duty.PEOPLE,
    ("programs", "entrance"): Duty.PEOPLE,
    ("programs", "place"): Duty.PEOPLE,
    ("programs", "path"): Duty.PEOPLE,
    ("programs", "promise"): Duty.PEOPLE,
    ("programs", "letter"): Duty.PEOPLE,
    ("programs", "welcome"): Duty.PEOPLE,
    ("programs", "thread"): Duty.PEOPLE,
    ("programs", "task"): None,  # what one is asked to do oneself
    ("network", "outreach"): Duty.PEOPLE,
    ("network", "snapshot"): Duty.FIGURES,
}
# Where those who run programs read what is said of or by single people, to nobody else: each look is written down.
# What everybody in a program sees is not among them, nor are figures.
SHOWS_SOMEBODY = frozenset({
    "community-api:report-list",
    "community:report-list",
    "dashboards:network-detail",
    "mentoring-api:agreed-list",
    "mentoring-api:round",
    "mentoring:round-detail",
    "mentoring:track-detail",
    "network-api:outreach-list",
    "network:outreach-list",
    "programs:path-detail",
    "programs:registration-list",
    "programs:thread-detail",
    "programs:thread-list",
    "programs-api:place-list",
    "programs-api:registration-list",
    "programs-api:thread",
    "programs-api:thread-list",
    "surveys:remark-folder",
    "tenancy:member-list",
})  # fmt: skip


def duty_of(view_name: str) -> Duty | None:
    """The duty of `app:noun-verb`, of a page or of its twin in the API; None where no duty is needed."""
    space, _, name = view_name.rpartition(":")
    app = space.removesuffix("-api")
    return _BY_NOUN.get((app, name.split("-")[0]), _BY_APP.get(app))
