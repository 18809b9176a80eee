"""Every write of the post office: sending, delivering, bouncing, unsubscribing, own words."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Protocol

from anymail.exceptions import AnymailRecipientsRefused
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone, translation

from seurantalo.jobs.commands import enqueue
from seurantalo.mail import kinds, opting_out, queries, wording
from seurantalo.mail.messages import Message, from_json, to_json
from seurantalo.mail.models import Bounce, Delivery, MailText, Unsubscribed
from seurantalo.mail.rendering import Letter, render

KEPT = timedelta(days=90)
BOUNCES_KEPT = timedelta(days=365)  # mailboxes are mended and change hands
IN_HAND = timedelta(minutes=15)  # longer than any mail server takes: who holds a letter so is dead
AN_HOUR, A_DAY = 30, 200  # letters to one address: above the first they wait, above the second not


class Reader(Protocol):
    """Somebody who reads letters: a user, or whoever has an address and a language."""

    pk: Any
    email: str
    language: str


@transaction.atomic
def send(
    message: Message,
    *,
    to: str,
    language: str = "fi",
    unsubscribe_url: str = "",
    user_id: int | None = None,
) -> Delivery | None:
    """Have a letter sent; it leaves when the transaction does.

    None when she has unsubscribed from its kind, or her address is known to bounce. ValueError
    when the address is none, or could smuggle a header in.
    """
    address = clean_address(to)
    kind = kinds.kind(message.kind)
    if kind and kind.optional:
        if queries.unsubscribed(address, message.kind):
            return None
        with translation.override(language):
            unsubscribe_url = unsubscribe_url or opting_out.unsubscribe_url(message.kind, address)
    if not message.kind.startswith("accounts.") and queries.bounced([address]):
        return None
    delivery = Delivery.objects.create(
        to=address,
        kind=message.kind,
        language=language,
        content=to_json(wording.apply(message, queries.mail_text(message.kind, language))),
        unsubscribe_url=unsubscribe_url,
        user_id=user_id,
    )
    enqueue("seurantalo.mail.tasks.deliver", delivery.pk)
    return delivery


def write(
    compose: Callable[..., Message],
    *args: Any,
    to: Reader | str,
    language: str = "",
    unsubscribe_url: str = "",
    **values: Any,
) -> Delivery | None:
    """Compose a letter in the reader's language and send it; see `send`."""
    address = to if isinstance(to, str) else to.email
    language = language or (translation.get_language() if isinstance(to, str) else to.language)
    with translation.override(language):
        message = compose(*args, **values)
    who = None if isinstance(to, str) else to.pk
    return send(
        message, to=address, language=language, unsubscribe_url=unsubscribe_url, user_id=who
    )


def clean_address(to: str) -> str:
    """The address in lower case. ValueError when it is not one."""
    address = to.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise ValueError("not an email address") from error
    return address


def deliver(pk: int) -> bool:
    """Hand a letter to the mail server; False when it may not go now, or never.

    Errors that may pass go up, and the queue tries again; a refusal for good becomes a bounce.
    """
    delivery = _take(pk)
    if delivery is None or _too_many(delivery):
        return False
    try:
        _written(delivery).send()
    except Exception as error:
        if not _for_good(error):
            _put_back(delivery)
            raise
        if not _forgotten(delivery) and _close(delivery, Delivery.Status.BOUNCED, str(error)):
            note_bounce(delivery.to, str(error))
        return False
    if not _forgotten(delivery):
        _close(delivery, Delivery.Status.SENT)
    Bounce.objects.filter(email=delivery.to).delete()
    return True


def _take(pk: int) -> Delivery | None:
    """Take a letter in hand, so that nobody else sends it meanwhile; None when it is not to be had.

    One statement, which of two workers one gets, in any database. What is in other hands is looked
    at again later: they may be those of a worker that was killed.
    """
    now, letter = timezone.now(), Delivery.objects.filter(pk=pk)
    unsent = Q(status__in=(Delivery.Status.WAITING, Delivery.Status.FAILED))
    dropped = Q(status=Delivery.Status.SENDING, taken_at__lt=now - IN_HAND)
    if letter.filter(unsent | dropped).update(status=Delivery.Status.SENDING, taken_at=now):
        return letter.first()
    if letter.filter(status=Delivery.Status.SENDING).exists():
        enqueue("seurantalo.mail.tasks.deliver", pk, after=IN_HAND)
    return None


def _put_back(delivery: Delivery) -> None:
    """It did not leave: whoever comes next may take it."""
    _in_hand(delivery).update(status=Delivery.Status.WAITING)


def _in_hand(delivery: Delivery) -> QuerySet[Delivery]:
    """The letter, unless it was forgotten or given to another worker meanwhile."""
    return Delivery.objects.filter(
        pk=delivery.pk, status=Delivery.Status.SENDING, taken_at=delivery.taken_at
    )


def _written(delivery: Delivery) -> EmailMultiAlternatives:
    """The letter as mail, in its language."""
    link = delivery.unsubscribe_url
    message = from_json(delivery.content or {})
    return as_mail(render(message, delivery.language, unsubscribe_url=link), delivery)


def _forgotten(delivery: Delivery) -> bool:
    """Take away all of a letter that was somebody's last; was it one?"""
    kind = kinds.kind(delivery.kind)
    if kind is None or not kind.last:
        return False
    Delivery.objects.filter(pk=delivery.pk).delete()
    return True


def give_up(pk: int, error: str) -> None:
    """Note that a letter could not be sent. What it says is kept, for an administrator to retry."""
    Delivery.objects.filter(pk=pk).update(status=Delivery.Status.FAILED, error=error[:500])


def _for_good(error: Exception) -> bool:
    """Is it a refusal and final (5xx), or may it pass (4xx: full mailbox, greylisting)?"""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _reason in error.recipients.values())
    return isinstance(error, AnymailRecipientsRefused)


def _too_many(delivery: Delivery) -> bool:
    """Has this address had its fill? Then the letter waits an hour, or is held back."""
    before = Delivery.objects.filter(to=delivery.to, status=Delivery.Status.SENT)
    now = timezone.now()
    if before.filter(sent_at__gt=now - timedelta(days=1)).count() >= A_DAY:
        _close(delivery, Delivery.Status.HELD, "too many letters in a day")
        return True
    if before.filter(sent_at__gt=now - timedelta(hours=1)).count() < AN_HOUR:
        return False
    _put_back(delivery)
    enqueue("seurantalo.mail.tasks.deliver", delivery.pk, after=timedelta(hours=1))
    return True


def _close(delivery: Delivery, status: str, error: str = "") -> bool:
    """Note how it ended and forget what it said; False when all of it has been forgotten already."""
    ended = {"status": status, "error": error[:500], "sent_at": timezone.now()}
    return bool(_in_hand(delivery).update(**ended, content=None, unsubscribe_url=""))


def as_mail(letter: Letter, delivery: Delivery) -> EmailMultiAlternatives:
    """The letter as MIME: text first, HTML beside it, one-click unsubscription in the head."""
    headers = {"Auto-Submitted": "auto-generated", "Content-Language": delivery.language}
    if delivery.unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{delivery.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    answers = [to] if (to := (delivery.content or {}).get("reply_to")) else None
    mail = EmailMultiAlternatives(
        letter.subject, letter.text, to=[delivery.to], headers=headers, reply_to=answers
    )
    mail.attach_alternative(letter.html, "text/html")
    return mail


def note_bounce(email: str, reason: str) -> None:
    """Remember that an address takes no letters."""
    email = email.strip().lower()
    made = Bounce.objects.get_or_create(email=email, defaults={"reason": reason[:500]})[1]
    if not made:
        Bounce.objects.filter(email=email).update(
            count=F("count") + 1, reason=reason[:500], last_at=timezone.now()
        )


def trust_again(bounce: Bounce) -> None:
    """Try an address that bounced once more with the next letter."""
    bounce.delete()


def unsubscribe(kind: str, email: str) -> None:
    """She wants no more letters of this kind. Twice is once."""
    Unsubscribed.objects.get_or_create(kind=kind, email=email.strip().lower())


def resubscribe(kind: str, email: str) -> None:
    """She wants them after all."""
    Unsubscribed.objects.filter(kind=kind, email=email.strip().lower()).delete()


@transaction.atomic
def change_text(kind: str, language: str, *, subject: str, opening: str, closing: str) -> MailText:
    """Put own words into a kind of letter. Who may is asked by the administration's pages."""
    fields = {"subject": subject, "opening": opening, "closing": closing}
    return MailText.objects.update_or_create(kind=kind, language=language, defaults=fields)[0]


def restore_text(kind: str, language: str) -> None:
    """Back to the words of the service."""
    MailText.objects.filter(kind=kind, language=language).delete()


@transaction.atomic
def forget(email: str) -> None:
    """Forget an address: its letters, its bounces, what it unsubscribed from."""
    email = email.strip().lower()
    Delivery.objects.filter(to=email).delete()
    Bounce.objects.filter(email=email).delete()
    Unsubscribed.objects.filter(email=email).delete()


def tidy() -> int:
    """Forget letters of more than 90 days and bounces of more than a year; how many rows."""
    now = timezone.now()
    letters = Delivery.objects.filter(created_at__lt=now - KEPT)
    bounces = Bounce.objects.filter(last_at__lt=now - BOUNCES_KEPT)
    return letters.delete()[0] + bounces.delete()[0]
