"""Every read of the post office."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from seurantalo.mail.models import Bounce, Delivery, MailText, Unsubscribed


def bounced(addresses: Iterable[str]) -> set[str]:
    """Those of the addresses (in lower case) that take no letters."""
    wanted = {address.strip().lower() for address in addresses}
    return set(Bounce.objects.filter(email__in=wanted).values_list("email", flat=True))


def bounces() -> QuerySet[Bounce]:
    """Every address that takes no letters, the latest first."""
    return Bounce.objects.all()


def unsubscribed(email: str, kind: str) -> bool:
    """Has she said that she does not want this kind of letter?"""
    return Unsubscribed.objects.filter(email=email.strip().lower(), kind=kind).exists()


def mail_text(kind: str, language: str) -> MailText | None:
    """An administrator's own words for a kind in a language; None when there are none."""
    return MailText.objects.filter(kind=kind, language=language).first()


def mail_texts() -> dict[tuple[str, str], MailText]:
    """All of them, by kind and language."""
    return {(each.kind, each.language): each for each in MailText.objects.all()}


def undelivered() -> QuerySet[Delivery]:
    """Letters that did not arrive, the latest first."""
    wrong = (Delivery.Status.FAILED, Delivery.Status.BOUNCED, Delivery.Status.HELD)
    return Delivery.objects.filter(status__in=wrong).order_by("-pk")
