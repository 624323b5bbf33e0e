"""What is asked."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from surveys.enums import Dimension, ItemKind

FIRST_LANGUAGE = "en"


def in_language(texts: dict[str, Any]) -> Any:
    """The text in the language of the page, else in the first language."""
    language = (get_language() or FIRST_LANGUAGE).split("-")[0]
    return texts.get(language) or texts.get(FIRST_LANGUAGE, "")


class Instrument(OrgModel):
    """A list of questions, one row a version. A version that was asked is never changed: a change is the next."""

    key = models.SlugField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    titles = models.JSONField(default=dict)  # by language
    intros = models.JSONField(default=dict)
    is_locked = models.BooleanField(default=False)  # it was asked
    is_built_in = models.BooleanField(default=False)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences(),
            models.UniqueConstraint(fields=["organization", "key", "version"], name="instrument_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"

    @property
    def title(self) -> str:
        """Its name in the language of the page."""
        return str(in_language(self.titles))

    @property
    def intro(self) -> str:
        """What is said above the questions, in the language of the page."""
        return str(in_language(self.intros))


class Item(OrgModel):
    """One question of one version."""

    instrument = OrgForeignKey(Instrument, related_name="items")
    key = models.SlugField(max_length=40)
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=6, choices=ItemKind.choices, default=ItemKind.SCALE)
    dimension = models.CharField(max_length=12, choices=Dimension.choices, blank=True)
    is_reverse = models.BooleanField(default=False)
    is_core = models.BooleanField(default=False)  # asked in every wave in the same words: the score that is compared
    texts = models.JSONField(default=dict)  # by language
    options = models.JSONField(default=dict)  # by language, a list; of a choice
    fixes = models.JSONField(default=dict)  # by language: what may help when the answer is low

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("instrument"),
            models.UniqueConstraint(fields=["organization", "instrument", "key"], name="item_key_once"),
            models.UniqueConstraint(
                fields=["organization", "instrument", "place"],
                name="item_place_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(kind=ItemKind.SCALE) | Q(is_reverse=False, is_core=False), name="item_scales_only"
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def text(self) -> str:
        """The question in the language of the page."""
        return str(in_language(self.texts))

    @property
    def labels(self) -> list[str]:
        """The options of a choice in the language of the page."""
        return list(in_language(self.options) or [])

    @property
    def fix(self) -> str:
        """What may help when the answer is low, in the language of the page."""
        return str(in_language(self.fixes))

    @property
    def highest(self) -> int:
        """The highest answer; the lowest is 1."""
        return 5 if self.kind == ItemKind.SCALE else len(self.options.get(FIRST_LANGUAGE, []))
