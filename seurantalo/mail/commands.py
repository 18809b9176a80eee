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
from django.db.models import F
from django.utils import timezone, translation

from seurantalo.jobs.commands import enqueue
from seurantalo.mail import kinds, opting_out, queries, wording
from seurantalo.mail.messages import Message, from_json, to_json
from seurantalo.mail.models import Bounce, Delivery, MailText, Unsubscribed
from seurantalo.mail.rendering import Letter, render

KEPT = timedelta(days=90)
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
    unsent = (Delivery.Status.WAITING, Delivery.Status.FAILED)
    delivery = Delivery.objects.filter(pk=pk, status__in=unsent).first()
    if delivery is None or delivery.content is None or _too_many(delivery):
        return False
    letter = render(
        from_json(delivery.content), delivery.language, unsubscribe_url=delivery.unsubscribe_url
    )
    try:
        as_mail(letter, delivery).send()
    except (smtplib.SMTPRecipientsRefused, AnymailRecipientsRefused) as error:
        if not _for_good(error):
            raise
        if not _forgotten(delivery):
            _close(delivery, Delivery.Status.BOUNCED, str(error))
            note_bounce(delivery.to, str(error))
        return False
    if not _forgotten(delivery):
        _close(delivery, Delivery.Status.SENT)
    Bounce.objects.filter(email=delivery.to).delete()
    return True


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
    """Is the refusal final (5xx), or may it pass (4xx: full mailbox, greylisting)?"""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _reason in error.recipients.values())
    return True


def _too_many(delivery: Delivery) -> bool:
    """Has this address had its fill? Then the letter waits an hour, or is held back."""
    before = Delivery.objects.filter(to=delivery.to, status=Delivery.Status.SENT)
    now = timezone.now()
    if before.filter(sent_at__gt=now - timedelta(days=1)).count() >= A_DAY:
        _close(delivery, Delivery.Status.HELD, "too many letters in a day")
        return True
    if before.filter(sent_at__gt=now - timedelta(hours=1)).count() < AN_HOUR:
        return False
    enqueue("seurantalo.mail.tasks.deliver", delivery.pk, after=timedelta(hours=1))
    return True


def _close(delivery: Delivery, status: str, error: str = "") -> None:
    delivery.status, delivery.error = status, error[:500]
    delivery.content, delivery.unsubscribe_url = None, ""
    delivery.sent_at = timezone.now()
    delivery.save()


def as_mail(letter: Letter, delivery: Delivery) -> EmailMultiAlternatives:
    """The letter as MIME: text first, HTML beside it, one-click unsubscription in the head."""
    headers = {"Auto-Submitted": "auto-generated", "Content-Language": delivery.language}
    if delivery.unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{delivery.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail = EmailMultiAlternatives(letter.subject, letter.text, to=[delivery.to], headers=headers)
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
    """Forget letters of more than 90 days; how many."""
    return Delivery.objects.filter(created_at__lt=timezone.now() - KEPT).delete()[0]
