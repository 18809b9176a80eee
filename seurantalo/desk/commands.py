"""What is done from the desk: one deed to many things, undone together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from seurantalo.common.numbers import whole
from seurantalo.desk.deeds import DEEDS
from seurantalo.publishing import commands as publishing
from seurantalo.publishing.policies import model_of, require

MOST = 200


class Outcome(NamedTuple):
    """How many it was done to, why not to others, and by which number it is undone."""

    done: int
    problems: tuple[str, ...]
    batch: UUID


class Chosen(NamedTuple):
    """A thing as a form of the desk names it: "activity:12", or with the version that was shown."""

    kind: str
    pk: int
    seen: int | None


def chosen(key: str) -> Chosen | None:
    """What "activity:12:345" names; None when it is nothing of ours."""
    kind, _colon, numbers = key.partition(":")
    pk, _colon, seen = numbers.partition(":")
    number = whole(pk)
    if model_of(kind) is None or number is None:
        return None
    return Chosen(kind, number, whole(seen))


@transaction.atomic
def do(deed: str, keys: Iterable[str], *, by: Any) -> Outcome:
    """Do a deed to each chosen thing; those it cannot be done to are told and left as they are.

    Raises ValidationError when nothing was chosen or the deed is unknown.
    """
    wanted = list(dict.fromkeys(each for key in keys if (each := chosen(key))))[:MOST]
    if deed not in DEEDS:
        raise ValidationError(_("The desk does not know what to do."))
    if not wanted:
        raise ValidationError(_("Choose at least one first."))
    done, problems = 0, []
    with publishing.batch(by) as number:
        for each in wanted:
            try:
                with transaction.atomic():
                    done += _do(deed, each, by)
            except (ValidationError, PermissionDenied) as error:
                problems.append(_said(each, error))
    return Outcome(done, tuple(problems), number)


def _do(deed: str, each: Chosen, by: Any) -> bool:
    model: Any = model_of(each.kind)
    thing = model.objects.filter(pk=each.pk).first()
    if thing is None:
        raise ValidationError(_("It is not there any more."))
    require(by, "view", thing)
    DEEDS[deed](thing, by, each.seen)
    return True


def _said(each: Chosen, error: ValidationError | PermissionDenied) -> str:
    """The thing's name and why it was left; the name only to whom it may be shown."""
    if isinstance(error, PermissionDenied):
        return _("You have no right to do this to one of those you chose.")
    model: Any = model_of(each.kind)
    thing = model.objects.filter(pk=each.pk).first()
    return f"{thing}: {' '.join(error.messages)}" if thing else " ".join(error.messages)
