"""What all apps say of their tables, in one place."""

from collections.abc import Mapping

from belonging.accounts import personal as accounts
from belonging.core.personal import About, Ages
from belonging.rights import personal as rights
from belonging.tenancy import personal as tenancy
from belonging.tools import personal as tools
from community import personal as community
from dashboards import personal as dashboards
from mentoring import personal as mentoring
from network import personal as network
from programs import personal as programs
from surveys import personal as surveys

PERSONAL: tuple[About, ...] = (
    *accounts.PERSONAL, *tenancy.PERSONAL, *tools.PERSONAL, *programs.PERSONAL, *network.PERSONAL, *surveys.PERSONAL,
    *mentoring.PERSONAL, *community.PERSONAL, *dashboards.PERSONAL, *rights.PERSONAL,
)  # fmt: skip
IMPERSONAL: Mapping[str, str] = {
    **accounts.IMPERSONAL, **tenancy.IMPERSONAL, **tools.IMPERSONAL, **programs.IMPERSONAL,
    **network.IMPERSONAL, **surveys.IMPERSONAL,
    **mentoring.IMPERSONAL, **community.IMPERSONAL, **dashboards.IMPERSONAL, **rights.IMPERSONAL,
}  # fmt: skip
OF_ACCOUNTS = ("accounts.", "account.", "mfa.", "usersessions.")  # an account is of all organizations
AGES: tuple[Ages, ...] = (*tenancy.AGES, *programs.AGES, *dashboards.AGES, *rights.AGES)
