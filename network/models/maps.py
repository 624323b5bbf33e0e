"""A person's own map of the people they know, and what became of it month by month. Private to that person."""

from django.db import models
from django.db.models import F, Q

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from network.enums import EntryState, HowMet, MapWord, Rhythm, Strength


class Map(OrgModel):
    """A person's own map. What is on it at the moment it is frozen is their starting map."""

    program = OrgForeignKey("programs.Program", related_name="+")
    participant = OrgForeignKey("programs.Participant", related_name="+")
    began_on = models.DateField()
    frozen_at = models.DateTimeField(null=True, blank=True)
    is_findable = models.BooleanField(default=True)  # others may put this person on their maps
    acts_a_week = models.PositiveSmallIntegerField(default=1)  # small acts that may be suggested; 0 for none

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "participant"),
            models.UniqueConstraint(fields=["organization", "participant"], name="map_once"),
        ]
        indexes = [models.Index(fields=["organization", "program"], name="map_of_program")]  # the night

    def __str__(self) -> str:
        return str(self.public_id)


class MapEntry(OrgModel):
    """
    Somebody on a map: a person of the program, or somebody outside it whom only the map's owner knows.

    Of a person of the program it is a claim that the two know each other; how close it feels is told to nobody.
    """

    map = OrgForeignKey(Map, related_name="entries")
    person = OrgForeignKey("programs.Participant", null=True, related_name="+")
    outside_name = models.CharField(max_length=80, blank=True)  # private to the owner, drawn as initials
    segment = models.CharField(max_length=80, blank=True)  # of somebody outside; a person of the program has their own
    strength = models.PositiveSmallIntegerField(choices=Strength.choices)
    how_met = models.CharField(max_length=12, choices=HowMet.choices, blank=True)
    state = models.CharField(max_length=8, choices=EntryState.choices, default=EntryState.PRIVATE)
    is_hidden = models.BooleanField(default=False)  # the person does not want to hear of it: never shown, never counted
    is_baseline = models.BooleanField(default=False)
    added_on = models.DateField()
    looked_at_on = models.DateField()  # the day its owner last said how close it feels
    gone_on = models.DateField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)  # by the person on it
    rhythm = models.CharField(max_length=8, choices=Rhythm.choices, blank=True)
    rhythm_on = models.DateField(null=True, blank=True)  # the day the rhythm was chosen
    quiet_on = models.DateField(null=True, blank=True)  # the day its suggestion was put away

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("map", "person"),
            models.UniqueConstraint(fields=["organization", "map", "person"], name="map_entry_once"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, outside_name="") | (Q(person__isnull=True) & ~Q(outside_name="")),
                name="map_entry_is_somebody",
            ),
            models.CheckConstraint(condition=Q(strength__range=(1, 5)), name="map_entry_strength_sane"),
        ]
        indexes = [models.Index(fields=["organization", "person"], name="map_entry_of_person")]  # what is said of me

    def __str__(self) -> str:
        return f"{self.state} {self.strength}"


class MapPair(OrgModel):
    """What a map's owner says of two people on it: they know each other, or not. Never part of any count."""

    map = OrgForeignKey(Map, related_name="pairs")
    low = OrgForeignKey(MapEntry, related_name="+")
    high = OrgForeignKey(MapEntry, related_name="+")
    do_know = models.BooleanField()

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("map", "low", "high"),
            models.UniqueConstraint(fields=["organization", "map", "low", "high"], name="map_pair_once"),
            models.CheckConstraint(condition=Q(low__lt=F("high")), name="map_pair_low_before_high"),
        ]

    def __str__(self) -> str:
        return f"{self.low_id}-{self.high_id}"


class MapUpdate(OrgModel):
    """A map looked through in a program month; the counts are what a program adds up."""

    map = OrgForeignKey(Map, related_name="updates")
    month = models.PositiveSmallIntegerField()
    done_on = models.DateField()
    formed = models.PositiveSmallIntegerField(default=0)
    kept = models.PositiveSmallIntegerField(default=0)
    stronger = models.PositiveSmallIntegerField(default=0)
    weaker = models.PositiveSmallIntegerField(default=0)
    lost = models.PositiveSmallIntegerField(default=0)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("map"),
            models.UniqueConstraint(fields=["organization", "map", "month"], name="map_update_once_a_month"),
        ]

    def __str__(self) -> str:
        return f"month {self.month}"


class MapAnswer(OrgModel):
    """What an update said of one person on the map; it may be changed while its month lasts."""

    update = OrgForeignKey(MapUpdate, related_name="answers")
    entry = OrgForeignKey(MapEntry, related_name="+")
    word = models.CharField(max_length=8, choices=MapWord.choices)
    strength_before = models.PositiveSmallIntegerField(choices=Strength.choices)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("update", "entry"),
            models.UniqueConstraint(fields=["organization", "update", "entry"], name="map_answer_once"),
        ]

    def __str__(self) -> str:
        return self.word
