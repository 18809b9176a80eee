"""Every write: signing up, cancelling, moving up, closing, writing to those who come, erasing.

Each holds the row of the activity first: two who take the last place at once take turns.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seurantalo.activities import queries as activities
from seurantalo.activities.commands import tell_filled
from seurantalo.activities.models import Activity
from seurantalo.common.limits import consume
from seurantalo.mail.commands import write
from seurantalo.publishing.commands import note
from seurantalo.signups import about, following, keeping, letters, policies, queries
from seurantalo.signups.models import KEPT_DAYS, MOST_KEPT_DAYS, Closing, Intake, SignUp
from seurantalo.signups.offers import Offer, Time

Status = SignUp.Status
MESSAGES_A_DAY, DAY = 5, 24 * 3600
MOST_OF_ONE_TIME = 2000  # rows: beyond that somebody plays


@dataclass(frozen=True)
class Told:
    """What somebody tells of herself."""

    name: str
    email: str = ""
    phone: str = ""
    people: int = 1
    language: str = field(default_factory=lambda: (get_language() or "fi").split("-")[0])


def hold(pk: int) -> Activity:
    """The activity's row, locked until the transaction ends. Raises Activity.DoesNotExist."""
    return Activity.objects.select_for_update().get(pk=pk)


@transaction.atomic
def sign_up(activity: Activity, time: Time, told: Told, *, by: Any = None) -> tuple[SignUp, bool]:
    """Sign somebody up for a time or the series; the row, and whether it is a new one.

    `by` is the organiser who adds somebody that rang; without her it is the one herself. Who has
    signed up already by the same address gets the letter again and no second place. Raises
    ValidationError with what to do when it is full, closed, cancelled or past.
    """
    if by is not None:
        policies.require(by, activity)
    held = hold(activity.pk)
    offer = _open_offer(held, time, by_hand=by is not None)
    known = _known(held, time, told)
    if known:
        write(letters.received, known, about.of(held), to=known.email, language=known.language)
        return known, False
    if queries.at(held, time).count() >= MOST_OF_ONE_TIME:
        raise ValidationError(_("There are very many sign-ups already. Ask the organiser."))
    _remember_times(held)
    made = SignUp.objects.create(
        activity=held,
        channel=time.channel,
        original_start=time.original_start,
        start=offer.start,
        name=told.name,
        email=told.email.lower(),
        phone=told.phone,
        people=told.people,
        language=told.language,
        status=_status(offer, told.people),
        erase_on=keeping.erase_on(held, time),
    )
    if offer.limited:
        tell_filled(held)
    if by is not None:
        note(held, "seurantalo.sign_up_added", by=by)
    if made.email:
        write(letters.received, made, about.of(held), to=made.email, language=made.language)
    return made, True


def _open_offer(activity: Activity, time: Time, *, by_hand: bool) -> Offer:
    """What she signs up for; else why she cannot. The organiser may add one when it is closed."""
    offer = queries.offer(activity, time)
    if not activities.published().filter(pk=activity.pk).exists():
        raise ValidationError(_("This is not in the service any more."), code="gone")
    if offer is None or offer.state == "past":
        raise ValidationError(_("That time is over. Choose another."), code="past")
    if offer.state == "cancelled":
        raise ValidationError(_("That time is cancelled. Choose another."), code="cancelled")
    if offer.state == "closed" and not by_hand:
        raise ValidationError(_("Sign-up is closed. Ask the organiser."), code="closed")
    if offer.state == "full" and not by_hand:
        raise ValidationError(_("It is full. Choose another time."), code="full")
    return offer


def _status(offer: Offer, people: int) -> str:
    """A place when there is one for all of them, else the end of the waiting list.

    Without a waiting list they wait for the organiser only when she added them herself.
    """
    if offer.rule.here == "interest":
        return Status.INTERESTED
    if offer.limited and (offer.taken.waiting or not offer.fits(people)):
        if offer.state == "open" and not offer.rule.waiting_list:
            raise ValidationError(
                _("There is no room for so many. Places left: %(n)s") % {"n": offer.left},
                code="people",
            )
        return Status.WAITING
    return Status.WAITING if offer.marked_full else Status.COMING


def _known(activity: Activity, time: Time, told: Told) -> SignUp | None:
    """Who has signed up already by the same address. By phone alone she is told to ring."""
    active = queries.at(activity, time).exclude(status=Status.CANCELLED)
    if told.email:
        return active.filter(email=told.email.lower()).first()
    number = _digits(told.phone)
    same = [each for each in active.filter(email="") if _digits(each.phone) == number]
    if number and any(each.name.casefold() == told.name.casefold() for each in same):
        raise ValidationError(_("You have signed up already."), code="known")
    return None


def _digits(phone: str) -> str:
    return "".join(each for each in phone if each.isdigit())[-9:]


def _remember_times(activity: Activity) -> None:
    """From the first sign-up on it is known what those who come were told."""
    Intake.objects.get_or_create(
        activity=activity, defaults={"told": following.times_told(activity)}
    )


# -- Cancelling, moving up, erasing -------------------------------------------------------------------


@transaction.atomic
def cancel(signup: SignUp, *, by: Any = None) -> None:
    """She does not come; who waits moves up. `by` is the organiser, else it is she by her link."""
    if by is not None:
        policies.require(by, signup.activity)
    held = hold(signup.activity_id)
    left = queries.coming_or_waiting(held).filter(pk=signup.pk)
    if not left.update(status=Status.CANCELLED, cancelled_at=timezone.now()):
        return
    if by is not None:
        note(held, "seurantalo.sign_up_cancelled", by=by)
        _write(letters.cancelled, signup, held)
    following.settle(held)


@transaction.atomic
def erase(signup: SignUp) -> None:
    """She wants nothing to be known of her here any more: cancelled, and the row is gone."""
    held = hold(signup.activity_id)
    SignUp.objects.filter(pk=signup.pk).delete()
    following.settle(held)


@transaction.atomic
def give_place(signup: SignUp, *, by: Any) -> None:
    """The organiser gives a place to somebody who waits, past others when she has a reason.

    Raises ValidationError when there is no room for all of them.
    """
    policies.require(by, signup.activity)
    held = hold(signup.activity_id)
    offer = queries.offer(held, Time(signup.channel, signup.original_start))
    if offer is None or not offer.fits(signup.people):
        raise ValidationError(
            _("There is no room for them. Raise the number of places first."), code="full"
        )
    row = queries.coming_or_waiting(held).filter(pk=signup.pk, status=Status.WAITING)
    if row.update(status=Status.COMING):
        note(held, "seurantalo.sign_up_moved", by=by)
        tell_filled(held)
        _write(letters.moved_up, SignUp.objects.get(pk=signup.pk), held)


@transaction.atomic
def close(activity: Activity, time: Time, *, by: Any) -> None:
    """No more sign-ups for a time, before it closes by itself. Twice is once."""
    policies.require(by, activity)
    held = hold(activity.pk)
    row = {"channel": time.channel, "original_start": time.original_start}
    if not Closing.objects.filter(activity=held, **row).exists():
        Closing.objects.create(activity=held, **row)
        note(held, "seurantalo.sign_up_closed", by=by)


@transaction.atomic
def open_again(activity: Activity, time: Time, *, by: Any) -> None:
    """Sign-ups are taken again."""
    policies.require(by, activity)
    rows = Closing.objects.filter(
        activity=activity, channel=time.channel, original_start=time.original_start
    )
    if rows.delete()[0]:
        note(activity, "seurantalo.sign_up_opened", by=by)


@transaction.atomic
def keep_for(activity: Activity, days: int, *, by: Any) -> None:
    """Choose how many days after the last time sign-ups are kept. Raises ValidationError."""
    policies.require(by, activity)
    if not 1 <= days <= MOST_KEPT_DAYS:
        raise ValidationError(
            _("Choose from 1 to %(most)s days.") % {"most": MOST_KEPT_DAYS}, code="days"
        )
    held = hold(activity.pk)
    _remember_times(held)
    Intake.objects.filter(activity=held).update(keep_days=days or KEPT_DAYS)
    keeping.reckon_again(held)


@transaction.atomic
def write_to(activity: Activity, time: Time, *, subject: str, text: str, by: Any) -> int:
    """Write a letter to all who come to a time, or wait; how many have an email address.

    Raises ValidationError when she has written many today.
    """
    policies.require(by, activity)
    readers = queries.at(activity, time).exclude(status=Status.CANCELLED).exclude(email="")
    found = list(readers)
    if not found:
        raise ValidationError(_("Nobody here has given an email address."), code="nobody")
    if not consume("signups.message", str(activity.pk), MESSAGES_A_DAY, DAY):
        raise ValidationError(
            _("You have written many times today. Write again tomorrow."), code="limit"
        )
    told = about.of(activity)
    for each in found:
        write(
            letters.message, each, told, subject=subject, text=text,
            to=each.email, language=each.language,
        )  # fmt: skip
    note(activity, "seurantalo.sign_up_message", by=by)
    return len(found)


def _write(letter: Any, signup: SignUp, activity: Activity) -> None:
    if signup.email:
        write(letter, signup, about.of(activity), to=signup.email, language=signup.language)


# -- What happens by itself ---------------------------------------------------------------------------


@transaction.atomic
def follow(pk: int) -> None:
    """After an activity was published, withdrawn or merged: tell what changed, fill free places."""
    held = Activity.objects.select_for_update().filter(pk=pk).first()
    if held is None:
        return
    _remember_times(held)
    following.tell_changes(held)
    following.settle(held)
    keeping.reckon_again(held)


def erase_old() -> int:
    """Erase what is past its date; how many. A series that goes on is reckoned anew first."""
    today = timezone.localdate()
    due = SignUp.objects.filter(erase_on__lt=today)
    for activity in Activity.objects.filter(pk__in=due.values("activity")).order_by("pk"):
        with transaction.atomic():
            keeping.reckon_again(activity)
    return SignUp.objects.filter(erase_on__lt=today).delete()[0]


def remind() -> int:
    """Write to those whose time is tomorrow, once; how many letters."""
    now = timezone.now()
    sent = 0
    for signup, start in following.due_tomorrow(now):
        with transaction.atomic():
            row = SignUp.objects.filter(pk=signup.pk, reminded_at=None)
            if row.update(reminded_at=now):
                signup.start = start
                _write(letters.reminder, signup, signup.activity)
                sent += 1
    return sent


def send_news() -> int:
    """Tell the organisers, once a day, how many signed up and cancelled; how many letters."""
    now, sent = timezone.now(), 0
    readers: dict[Any, list[letters.Digest]] = {}
    for intake in Intake.objects.select_related("activity").order_by("activity"):
        since = max(intake.digested_at, now - timedelta(days=7))
        for each in queries.news([intake.activity_id], since=since):
            told = letters.Digest(
                intake.activity_id, each.activity.name, each.new, each.cancelled, each.waiting
            )
            for person in policies.people_of(each.activity):
                readers.setdefault(person, []).append(told)
    with transaction.atomic():
        Intake.objects.update(digested_at=now)
        for person, found in readers.items():
            sent += write(letters.news, found, to=person) is not None
    return sent


@transaction.atomic
def forget_person(user: Any) -> None:
    """Her account is erased: so are the sign-ups by addresses she has proved to be hers."""
    own = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    rows = SignUp.objects.filter(email__in=[each.lower() for each in own])
    for pk in sorted(set(rows.values_list("activity", flat=True))):
        held = hold(pk)
        rows.filter(activity=pk).delete()
        following.settle(held)
