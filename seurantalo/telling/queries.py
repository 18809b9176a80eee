"""What is under way, and what an organisation told before and need not tell again."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from seurantalo.activities import queries as activities
from seurantalo.activities.models import Activity, Channel
from seurantalo.organizations import queries as organizations
from seurantalo.organizations.models import Organization
from seurantalo.places import queries as places
from seurantalo.publishing import queries as publishing
from seurantalo.records.content import ActivityContent, ContactPointContent, PlaceContent
from seurantalo.records.schemas import OrganizationRef
from seurantalo.telling import answers, placing
from seurantalo.telling.models import Report

MOST = 6


class KnownPlace(NamedTuple):
    """A place the organisation has used, with its name and its line."""

    place: PlaceContent
    name: str
    line: str


def unfinished(user: Any, keys: Collection[str] = ()) -> QuerySet[Report]:
    """The reports a person has under way, the last touched first; `keys` are her session's."""
    own = Q(owner__isnull=True, pk__in=valid(keys))
    if user is not None and user.is_authenticated:
        own |= Q(owner=user)
    return Report.objects.filter(own, sent_at__isnull=True).select_related("organization")


def filled(content: ActivityContent | None, **more: Any) -> Report:
    """A report not kept yet: empty, or with the answers that would have told `content`."""
    language = (get_language() or "fi").split("-")[0]
    if content is None:
        return Report(language=language, **more)
    language = answers.language_of(content, language)
    return Report(
        language=language,
        answers=answers.from_content(content, language),
        base=content.model_dump(mode="json"),
        **more,
    )


def edit_of(activity: Activity, user: Any, *, seen: int | None = None) -> Report:
    """A person's changes to a notice: those under way, else its words, not kept yet.

    `seen` is the version her page was filled from: what has been changed since is put together
    with hers when she sends.
    """
    under_way = unfinished(user).filter(activity=activity).first()
    if under_way:
        return under_way
    version = publishing.version(activity, seen)
    draft = publishing.as_told(activity, version) if version else publishing.latest(activity)
    return filled(
        activities.content_of(draft),
        owner=user,
        organization=activity.organization,
        activity=activity,
        base_revision=version.pk if version else activity.latest_revision_id,
    )


def valid(keys: Collection[str]) -> list[UUID]:
    """The keys that can be keys: a session may be older than the service."""
    found = []
    for key in keys:
        try:
            found.append(UUID(str(key)))
        except ValueError:
            continue
    return found


def of_user(user: Any) -> list[dict[str, Any]]:
    """What is kept of a person's reports, for her own data."""
    rows = Report.objects.filter(owner=user).order_by("created")
    fields = ("id", "answers", "created", "modified", "sent_at")
    return [dict(zip(fields, row, strict=True)) for row in rows.values_list(*fields)]


def known_places(organization: Organization | None, lang: str) -> list[KnownPlace]:
    """The places where it is met or does things, each once, the most recent first."""
    if organization is None or organization.pk is None:
        return []
    own = Activity.objects.filter(activities.hosted_by(organization))
    channels = Channel.objects.filter(activity__in=own, location__isnull=False).select_related(
        "location__municipality", "location__district"
    )
    locations = [channel.location for channel in channels.order_by("-pk")[:60]]
    addresses = organization.addresses.select_related(
        "location__municipality", "location__district"
    )
    locations += [address.location for address in addresses]
    found: dict[int, KnownPlace] = {}
    for location in locations:
        if location and location.pk not in found and not location.confidential:
            told = places.content(location)
            line = placing.say_place(told, lang)
            if line:
                found[location.pk] = KnownPlace(told, told.name.pick(lang).text, line)
        if len(found) == MOST:
            break
    return list(found.values())


def known_contacts(organization: Organization | None) -> list[ContactPointContent]:
    """Who has answered for it before: its own contacts."""
    if organization is None or organization.pk is None:
        return []
    told = organizations.content(organization).contacts
    return [contact for contact in told if contact.phone or contact.email][:MOST]


def whose(report: Report) -> tuple[OrganizationRef, ...]:
    """The organisers as the notice will name them; one that is not public yet has no page."""
    if report.activity:
        found = activities.hosts(report.activity)
        refs = [(each, organizations.ref(each)) for each in found]
        return tuple(ref if each.live else ref.model_copy(update={"url": ""}) for each, ref in refs)
    if report.organization:
        ref = organizations.ref(report.organization)
        return (ref if report.organization.live else ref.model_copy(update={"url": ""}),)
    name = str(report.answers.get("org_name") or "").strip()
    if not name:
        return ()
    return (OrganizationRef(id="0", url="", name={report.language: name}),)
