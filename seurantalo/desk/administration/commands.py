"""What national administrators change for the whole service; every change is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from seurantalo.accounts.policies import is_national_admin
from seurantalo.common import switches
from seurantalo.jobs import commands as jobs
from seurantalo.jobs.models import DeadLetter
from seurantalo.mail import commands as mail
from seurantalo.mail import queries as letters
from seurantalo.mail.models import Bounce
from seurantalo.organizations.models import RegionRule
from seurantalo.places.models import Area
from seurantalo.publishing import commands as publishing


def _record(thing: Any, action: str, by: Any, **data: str | int | bool) -> None:
    assert isinstance(thing, Model)
    publishing.note(thing, f"administration.{action}", by=by, data=data)


def _admins_only(by: Any) -> None:
    if not is_national_admin(by):
        raise PermissionDenied


@transaction.atomic
def change_rule(region: Area, values: Mapping[str, Any], *, by: Any) -> RegionRule:
    """Change how a region reviews and asks again. PermissionDenied to others than administrators."""
    _admins_only(by)
    rule, _made = RegionRule.objects.update_or_create(area=region, defaults=dict(values))
    _record(rule, "rule_changed", by, region=region.code, **dict(values))
    return rule


@transaction.atomic
def turn_switch(name: str, active: bool, *, by: Any) -> None:
    """Turn something on or off everywhere. KeyError when there is no such switch."""
    _admins_only(by)
    _record(switches.turn(name, active), "switch_turned", by, name=name, on=active)


@transaction.atomic
def change_text(kind: str, language: str, words: Mapping[str, str], *, by: Any) -> None:
    """Write own words into a kind of letter in a language."""
    _admins_only(by)
    own = mail.change_text(
        kind,
        language,
        subject=words["subject"],
        opening=words["opening"],
        closing=words["closing"],
    )
    _record(own, "letter_changed", by, kind=kind, language=language)


@transaction.atomic
def restore_text(kind: str, language: str, *, by: Any) -> None:
    """Back to the words of the service."""
    _admins_only(by)
    own = letters.mail_text(kind, language)
    if own is not None:
        _record(own, "letter_restored", by, kind=kind, language=language, words=own.opening)
        mail.restore_text(kind, language)


@transaction.atomic
def revive(letter: DeadLetter, *, by: Any) -> None:
    """Try again what had failed for good. ValidationError when the service no longer knows it."""
    _admins_only(by)
    _record(letter, "dead_letter_revived", by, task=letter.task_path)
    try:
        jobs.revive(letter)
    except ImportError as error:
        raise ValidationError(
            _("The service no longer knows this task. You can only throw it away.")
        ) from error


@transaction.atomic
def discard(letter: DeadLetter, *, by: Any) -> None:
    """Throw away what had failed for good."""
    _admins_only(by)
    _record(letter, "dead_letter_discarded", by, task=letter.task_path)
    jobs.discard(letter)


@transaction.atomic
def trust_again(bounce: Bounce, *, by: Any) -> None:
    """Send letters to an address again that had bounced; the log does not keep the address."""
    _admins_only(by)
    _record(bounce, "bounce_forgiven", by)
    mail.trust_again(bounce)
