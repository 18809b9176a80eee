"""What collisions are reckoned from: to whom a thing appeals, which days are big, what was said."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from seurantalo.activities.models import Activity
from seurantalo.common.fields import TranslatedField
from seurantalo.places.models import Area


class Appeal(models.Model):
    """For whom and where a public activity is, beside its times; derived, rebuilt by command.

    One narrow row, so that a question about thousands of times reads no records. The point is of
    the first public place (WGS84 degrees), else the middle of its municipality; what is online
    alone has none. `longest` is how many days its longest time lasts (0: within one day), `weekly`
    that it comes again every week or oftener. `themes` hold their parents too; `format` is the one
    that draws most; `audience` and `topics` are target groups and themes as bits (`planning.crowds`), by
    which a database leaves out what is for others.
    """

    activity = models.OneToOneField(
        Activity, models.CASCADE, primary_key=True, related_name="+", verbose_name=_("activity")
    )
    kind = models.CharField(max_length=12, choices=Activity.Kind)
    format = models.CharField(max_length=60, blank=True)
    municipality = models.ForeignKey(Area, models.CASCADE, null=True, related_name="+")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    themes = models.JSONField(default=list)
    target_groups = models.JSONField(default=list)
    audience = models.BigIntegerField(default=0)
    topics = models.BigIntegerField(default=0)
    minimum_age = models.PositiveSmallIntegerField(null=True)
    maximum_age = models.PositiveSmallIntegerField(null=True)
    languages = models.JSONField(default=list)
    online = models.BooleanField(default=False)
    weekly = models.BooleanField(default=False)
    expected = models.PositiveIntegerField(null=True)
    longest = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        indexes = [
            models.Index(fields=["longest"], name="appeal_lasts", condition=Q(longest__gt=0))
        ]

    def __str__(self) -> str:
        return str(self.activity_id)


class Verdict(models.Model):
    """What a planner was advised and what she said of it: no clash, or moved because of it.

    `mine` and `other` name what met: "plan:5", "activity:12"; `score` is as advised then. `region`
    is the planner's, for the counts of false alarms.
    """

    class Said(models.TextChoices):
        """What she said."""

        NOTHING = "", _("Nothing yet")
        NO_CLASH = "no_clash", _("Not a clash")
        MOVED = "moved", _("Moved because of it")

    mine = models.CharField(max_length=80)
    other = models.CharField(max_length=80)
    score = models.FloatField()
    region = models.ForeignKey(Area, models.SET_NULL, null=True, related_name="+")
    said = models.CharField(max_length=8, choices=Said, blank=True)
    shown_at = models.DateTimeField(default=timezone.now)
    said_at = models.DateTimeField(null=True, blank=True)
    said_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        constraints = [models.UniqueConstraint(fields=["mine", "other"], name="verdict_once")]

    def __str__(self) -> str:
        return f"{self.mine} – {self.other}"


class BigDay(models.Model):
    """A day that fills a region or a town: the opera festival, a market; both days held."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("area"))
    name = TranslatedField(_("name"), blank=False)
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))

    class Meta:
        verbose_name = _("big day")
        verbose_name_plural = _("big days")
        ordering = ["first", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="big_day_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.first}"
