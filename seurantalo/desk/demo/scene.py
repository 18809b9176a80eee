"""The cast and the associations of the demo, and how they tell things: as people do, by the wizard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from seurantalo.accounts.models import User
from seurantalo.accounts.tests import factories
from seurantalo.activities.models import Activity
from seurantalo.interop.models import Link
from seurantalo.organizations.models import Organization
from seurantalo.publishing import commands as publishing
from seurantalo.telling import commands as telling
from seurantalo.telling.models import Report


@dataclass(frozen=True)
class Scene:
    """Who is here on the day on which the demo was loaded."""

    today: date

    @cached_property
    def aino(self) -> User:
        """Manages Nilsiän Ystävärengas ry."""
        return factories.person("Aino")

    @cached_property
    def bertta(self) -> User:
        """Her colleague."""
        return factories.person("Bertta")

    @cached_property
    def kalle(self) -> User:
        """Works for no organisation yet."""
        return factories.person("Kalle")

    @cached_property
    def doris(self) -> User:
        """Coordinates Pohjois-Savo."""
        return factories.person("Doris")

    @cached_property
    def helmi(self) -> User:
        """Looks after the whole country."""
        return factories.person("Helmi")

    def ago(self, days: int) -> date:
        """A day in the past."""
        return self.today - timedelta(days=days)

    def said(self, days: int) -> str:
        """A coming day as people write it: "8.12.2026"."""
        day = self.today + timedelta(days=days)
        return f"{day.day}.{day.month}.{day.year}"

    def association(self, archetype: str) -> Organization:
        """An association of Nilsiä, by its archetype in the demo. Raises Link.DoesNotExist."""
        key = f"297-nilsia/{archetype}"
        link = Link.objects.get(source__code="demo", external_id=key)
        return Organization.objects.get(pk=link.object_id)

    def first_of(self, organization: Organization, kind: str = "support") -> Activity:
        """The first public thing of a kind that an organisation does."""
        own = Activity.objects.filter(organization=organization, live=True, kind=kind)
        return own.order_by("pk")[0]

    def begin(self, told: Mapping[str, Any], *, by: User, about: Any = None) -> Report:
        """Somebody answers questions: of something new, or `about` an activity that is there."""
        report = telling.edit(about, by=by) if about else telling.start(by)
        return telling.keep(report, told, reached="milloin")

    def send(self, told: Mapping[str, Any], *, by: User, about: Any = None) -> Activity:
        """Somebody tells of something and sends it; the activity as it is then."""
        sent = telling.send(self.begin(told, by=by, about=about), by=by)
        return Activity.objects.get(pk=sent.activity_id or 0)  # 0: nothing was sent

    def publish(self, told: Mapping[str, Any], *, by: User, about: Any = None) -> Activity:
        """The same, and Doris has approved it."""
        activity = self.send(told, by=by, about=about)
        publishing.approve(activity, by=self.doris)
        return Activity.objects.get(pk=activity.pk)
