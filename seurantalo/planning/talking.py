"""The thread of a plan: what organisers say to each other about it, on the page and by mail.

Hosts and those who were invited read all of it. An organisation that only talks reads what it said
itself and what the hosts have said since it began: not what others answered them.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from seurantalo.common.limits import consume
from seurantalo.mail.commands import write as write_letter
from seurantalo.organizations import queries as organizations
from seurantalo.organizations.models import Membership, Organization
from seurantalo.planning import letters
from seurantalo.planning.commands import require
from seurantalo.planning.following import follow
from seurantalo.planning.models import Follow, Message, Plan, PlanPartner
from seurantalo.planning.sight import standing, visible_to
from seurantalo.planning.together import hosts

LONGEST = 5000
MOST_UNREAD = 20
AN_HOUR, TALKS_A_DAY, HOUR, DAY = 30, 20, 3600, 86400


def messages_for(plan: Plan, user: Any) -> QuerySet[Message]:
    """What this person may read of the thread, the oldest first."""
    thread = Message.objects.filter(plan=plan).select_related("author", "organization")
    return thread.filter(_readable_by(user))


def _readable_by(user: Any) -> Q:
    """The messages this person may read; only who is in a plan reads any of what is said of it."""
    if user is None or not user.is_authenticated or not user.is_active:
        return Q(pk__in=())
    own = Membership.objects.filter(user=user).values("organization")
    rows = PlanPartner.objects.filter(plan=OuterRef("plan"), organization__in=own)
    accepted = PlanPartner.objects.filter(
        plan=OuterRef("plan"),
        organization=OuterRef("organization"),
        status=PlanPartner.Status.ACCEPTED,
    )
    hosts_say = Q(organization=F("plan__organization")) | Q(Exists(accepted))
    since = Exists(rows.filter(since__lte=OuterRef("created")))
    talks = Q(Exists(rows)) & (Q(organization__in=own) | (hosts_say & Q(since)))
    invited = Q(Exists(rows.filter(status=PlanPartner.Status.INVITED)))
    hers = Q(plan__organization__in=own) | Q(
        Exists(rows.filter(status=PlanPartner.Status.ACCEPTED))
    )
    return hers | (Q(plan__dropped_at=None) & (invited | talks))


def speakers_for(plan: Plan, user: Any) -> list[Organization]:
    """In whose name this person may write: those of hers that are in the plan, else her public ones."""
    her = standing(user)
    involved = {plan.organization_id, *plan.partners.values_list("organization", flat=True)}
    return sorted(
        Organization.objects.filter(pk__in=(her.own & involved) or her.known),
        key=lambda one: str(one).casefold(),
    )


@transaction.atomic
def write(
    plan: Plan,
    text: str,
    *,
    by: Any,
    organization: Organization | None = None,
    by_mail: bool = False,
) -> Message:
    """Say something about a plan; an organisation that was not in it begins to talk with the hosts.

    Those who follow get a letter. Raises PermissionDenied, and ValidationError by field names.
    """
    require(by, "write", plan)
    speakers = speakers_for(plan, by)
    speaker = organization or (speakers[0] if speakers else None)
    if speaker is None or speaker not in speakers:
        raise PermissionDenied(f"{by} may not speak for {organization}")
    said = text.replace("\x00", "").strip()
    if not said:
        raise ValidationError({"text": _("Write something first.")})
    if len(said) > LONGEST:
        raise ValidationError({"text": _("The message is too long. Write at most 5000 letters.")})
    if not consume("plan-message", str(by.pk), AN_HOUR, HOUR):
        raise ValidationError({"text": _("You have written many messages. Wait an hour.")})
    _begin(plan, speaker, by)
    message = Message.objects.create(
        plan=plan, author=by, organization=speaker, text=said, by_mail=by_mail
    )
    mine = follow(plan, by)
    Follow.objects.filter(pk=mine.pk).update(read_to=message.created)
    _tell(message)
    return message


def _begin(plan: Plan, speaker: Organization, by: Any) -> None:
    """An organisation that is not in the plan yet talks about it from now on."""
    if speaker.pk == plan.organization_id or plan.partners.filter(organization=speaker).exists():
        return
    if not consume("plan-talk", str(by.pk), TALKS_A_DAY, DAY):
        raise ValidationError({"text": _("You have begun many talks today. Go on tomorrow.")})
    PlanPartner.objects.create(plan=plan, organization=speaker, status=PlanPartner.Status.TALKS)


def _tell(message: Message) -> None:
    """A letter to those who follow and may read it; somebody of the hosts always follows."""
    plan = message.plan
    of_hosts = organizations.managers(hosts(plan))
    followed = set(plan.follows.values_list("user", flat=True))
    if not followed & {person.pk for person in of_hosts} - {message.author_id}:
        for person in of_hosts:
            follow(plan, person)
    for each in plan.follows.filter(by_mail=True, user__is_active=True).select_related("user"):
        reads = each.user_id != message.author_id and (
            messages_for(plan, each.user).filter(pk=message.pk).exists()
        )
        if reads:
            title = _title(plan, each.user)
            write_letter(letters.said, message, each, title, reply_address(each), to=each.user)


def _title(plan: Plan, user: Any) -> str:
    """What the plan is called to this person."""
    whole = visible_to(user).filter(pk=plan.pk).values_list("whole", flat=True).first()
    return plan.name if whole else plan.hint


def reply_address(each: Follow) -> str:
    """The address by which her answer comes in by mail; "" where mail comes in nowhere."""
    domain = settings.INBOUND_DOMAIN
    return f"plan+{each.reply_token}@{domain}" if domain else ""


@transaction.atomic
def mark_read(plan: Plan, *, by: Any) -> None:
    """She has read the thread so far. Only who may read it can have."""
    require(by, "view", plan)
    if messages_for(plan, by).exists():
        mine = follow(plan, by)
        Follow.objects.filter(pk=mine.pk).update(read_to=timezone.now())


@transaction.atomic
def set_by_mail(plan: Plan, by_mail: bool, *, by: Any) -> None:
    """Get letters about the thread, or none."""
    require(by, "view", plan)
    mine = follow(plan, by)
    Follow.objects.filter(pk=mine.pk).update(by_mail=by_mail)


def stop_letters(pk: int) -> bool:
    """No more letters to the follower of a link; False when there is none any more."""
    return bool(Follow.objects.filter(pk=pk).update(by_mail=False))


def unread(user: Any) -> list[tuple[int, str, int]]:
    """Plans with messages by others that she has not read: key, title as she sees it, how many."""
    mine = Follow.objects.filter(plan=OuterRef("plan"), user=user)
    new = mine.filter(Q(read_to=None) | Q(read_to__lt=OuterRef("created")))
    said = Message.objects.filter(_readable_by(user), Exists(new)).exclude(author=user)
    counts = said.order_by("plan").values_list("plan").annotate(Count("pk"))
    found = dict(counts[:MOST_UNREAD])
    plans: Any = visible_to(user).filter(pk__in=found) if found else ()
    return [(each.pk, each.name if each.whole else each.hint, found[each.pk]) for each in plans]
