"""The built-in template."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from belonging.tenancy.models import Membership
from programs.models import Template
from programs.services.plans import keep_template

SEED = Path(__file__).resolve().parent.parent / "plans" / "community-belonging-network.yaml"


def seed_plan() -> str:
    """The built-in plan's file."""
    return SEED.read_text(encoding="utf-8")


def keep_seed_template(*, actor: Membership | None, now: datetime) -> Template:
    """This will take the built-in template over into the open organization, or give back the copy it has."""
    return keep_template(actor=actor, content=seed_plan(), now=now)
