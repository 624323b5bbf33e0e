"""Writes of the code book: themes made, renamed, merged and parted; texts read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from community.enums import FIRST_THEMES, Feeling
from community.models import Coding, Theme
from community.rules import MOST_TERMS, MOST_THEMES
from community.selectors.themes import themes_of

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from community.selectors.themes import Text
    from programs.models import Program


class ThemeRefused(BelongingError):
    """A code book that cannot be changed like that."""

    code = "theme_refused"


@transaction.atomic
def keep_first_themes(*, actor: Membership, program: Program, now: datetime) -> None:
    """This will begin a program's code book with inclusion, trust and connection; a code book there is stays."""
    if Theme.objects.filter(program=program).exists():
        return
    for name, terms in FIRST_THEMES:
        Theme.objects.get_or_create(program=program, name=str(name), defaults={"terms": list(terms)})
    record(actor=actor, verb="themes.begun", target=program, now=now)


@transaction.atomic
def keep_theme(
    *, actor: Membership, program: Program, theme: Theme | None, name: str, terms: Sequence[str], now: datetime
) -> Theme:
    """This will make a theme, or give one another name and other terms; raises ThemeRefused, naming the field."""
    if theme is None and Theme.objects.filter(program=program).count() >= MOST_THEMES:
        raise ThemeRefused(_("A code book of more than %(most)s themes is read by nobody.") % {"most": MOST_THEMES})
    kept = theme or Theme(program=program)
    kept.name, kept.terms = name.strip(), [term for term in (one.strip() for one in terms) if term][:MOST_TERMS]
    try:
        with transaction.atomic():  # the constraint decides, also between two people at once
            kept.save()
    except IntegrityError:
        raise ThemeRefused(_("There is a theme of that name."), field="name") from None
    record(actor=actor, verb="theme.kept", target=kept, now=now)
    return kept


@transaction.atomic
def merge_theme(*, actor: Membership, theme: Theme, into: Theme | None, now: datetime) -> Theme:
    """
    This will count a theme, and what was merged into it, as another one from now on; without `into` it is parted again.

    Raises ThemeRefused when the other is the same one or is merged itself.
    """
    if into is not None and (into.pk == theme.pk or into.merged_into_id is not None):
        raise ThemeRefused(_("Choose another theme that stands for itself."), field="into")
    if into is not None:
        Theme.objects.filter(merged_into=theme).update(merged_into=into)  # one statement: a chain would be lost
    theme.merged_into = into
    theme.save(update_fields=["merged_into"])
    record(actor=actor, verb="theme.merged", target=theme, now=now)
    return theme


@transaction.atomic
def code_text(
    *, actor: Membership, program: Program, text: Text, themes: Sequence[str], now: datetime, feeling: str = ""
) -> Coding:
    """This will note which themes somebody found in a text, or none, and how it sounds; said again it is replaced."""
    known = {str(one.public_id) for one in themes_of(program)}
    coding, _is_new = Coding.objects.update_or_create(
        program=program, kind=text.kind, source=text.id, coder=actor,
        defaults={
            "themes": [one for one in themes if one in known],
            "feeling": feeling if feeling in Feeling.values else "",
        },
    )  # fmt: skip
    record(actor=actor, verb="text.coded", target=coding, now=now, themes=len(coding.themes))
    return coding
