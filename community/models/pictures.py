"""Pictures that people put beside their words."""

from django.db import models

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel


class Picture(OrgModel):
    """A picture of a post, as we drew it: never the file that was sent. It goes when the words go."""

    post = OrgForeignKey("community.Post", related_name="pictures")
    content = models.BinaryField()  # in the table, so that rows of others and their pictures are fenced alike
    media_type = models.CharField(max_length=10)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    shows = models.CharField(max_length=200)  # for those who do not see it

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("post"),
            models.UniqueConstraint(fields=["organization", "post"], name="picture_once"),
        ]

    def __str__(self) -> str:
        return self.shows
