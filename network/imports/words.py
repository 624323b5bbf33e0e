"""What a file would bring, or has brought, in words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.enums import ImportKind


def told(kind: str, counts: Mapping[str, int]) -> list[str]:
    """One short sentence for each count that is not zero; "nothing new" when that is so."""
    return _told_people(counts) if kind == ImportKind.PEOPLE else _told_times(counts)


def _told_people(counts: Mapping[str, int]) -> list[str]:
    new, joining, changed, left = counts["new"], counts["joining"], counts["changed"], counts["left"]
    words = []
    if new:
        words.append(ngettext("%(n)s person is new.", "%(n)s people are new.", new) % {"n": new})
    if joining:
        text = ngettext("%(n)s member joins the program.", "%(n)s members join the program.", joining)
        words.append(text % {"n": joining})
    if changed:
        text = ngettext("%(n)s person gets new details.", "%(n)s people get new details.", changed)
        words.append(text % {"n": changed})
    if same := counts["same"]:
        text = ngettext("%(n)s person is already here.", "%(n)s people are already here.", same)
        words.append(text % {"n": same})
    if left:
        words.append(
            ngettext("%(n)s person left and stays out.", "%(n)s people left and stay out.", left) % {"n": left}
        )
    return words if new or joining or changed else [_("Nothing new."), *words]


def _told_times(counts: Mapping[str, int]) -> list[str]:
    new, same, rows = counts["new"], counts["same"], counts["rows"]
    words = [ngettext("%(n)s line read.", "%(n)s lines read.", rows) % {"n": rows}]
    if new:
        text = ngettext("%(n)s time together is new.", "%(n)s times together are new.", new)
        words.append(text % {"n": new})
    else:
        words.insert(0, _("Nothing new."))
    if same:
        text = ngettext("%(n)s time together is already here.", "%(n)s times together are already here.", same)
        words.append(text % {"n": same})
    people, pairs, days = counts["people"], counts["pairs"], counts["days"]
    text = ngettext(
        "%(people)s people, %(pairs)s pairs, on %(days)s day.",
        "%(people)s people, %(pairs)s pairs, on %(days)s days.",
        days,
    )
    return [*words, text % {"people": people, "pairs": pairs, "days": days}]
