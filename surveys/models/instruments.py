"""What is asked."""

from django.conf import settings
from django.db import models
from django.db.models import Q, Value

from belonging.core.tongues import Spoken, in_language, list_in_language, page_language, spoken_in
from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from surveys.enums import AGREEMENT, Dimension, ItemKind

FIRST_LANGUAGE = settings.LANGUAGE_CODE


class Instrument(OrgModel):
    """
    A list of questions, one row a version. A version that was asked is never changed: a change is the next.

    Every text is kept by language. `language` is the original's: it is always there, and stands in for what is missing.
    """

    key = models.SlugField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    language = models.CharField(max_length=8, choices=settings.LANGUAGES, default="en", db_default="en")
    titles = models.JSONField(default=dict)  # by language
    intros = models.JSONField(default=dict)
    anchors = models.JSONField(
        default=dict, db_default=Value({}, models.JSONField())
    )  # by language, five of a statement
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
    def title(self) -> Spoken:
        """Its name in the language of the page."""
        return in_language(self.titles, self.language)

    @property
    def intro(self) -> Spoken:
        """What is said above the questions, in the language of the page."""
        return in_language(self.intros, self.language)

    @property
    def scale(self) -> list[Spoken]:
        """The five answers to a statement, in the language of the page; the product's own where none are kept."""
        own = list_in_language(self.anchors, self.language)
        return own or [spoken_in(str(one), page_language()) for one in AGREEMENT]


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
    def text(self) -> Spoken:
        """The question in the language of the page."""
        return in_language(self.texts, self.instrument.language)

    @property
    def labels(self) -> list[Spoken]:
        """The options of a choice in the language of the page."""
        return list_in_language(self.options, self.instrument.language)

    @property
    def fix(self) -> Spoken:
        """What may help when the answer is low, in the language of the page."""
        return in_language(self.fixes, self.instrument.language)

    @property
    def highest(self) -> int:
        """The highest answer; the lowest is 1."""
        return 5 if self.kind == ItemKind.SCALE else len(self.options.get(self.instrument.language, []))
