"""What failed in the background, as the page of the queue lists it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from seurantalo.jobs import queries as jobs
from seurantalo.jobs.models import DeadLetter
from seurantalo.mail import queries as post

SHOWN = 100


@dataclass(frozen=True)
class Failure:
    """One thing that failed, with the deeds (what the button says, its value) that may help."""

    what: str
    why: str
    when: datetime
    deeds: tuple[tuple[str, str], ...] = ()
    task: DeadLetter | None = None


@dataclass(frozen=True)
class Failures:
    """A list of one sort, newest first, and what is said when there are none."""

    key: str
    title: str
    nothing: str
    rows: list[Failure]


def lists() -> list[Failures]:
    """Tasks that failed for good, addresses that take no letters, letters that did not arrive."""
    return [
        Failures(
            "dead",
            _("What failed for good"),
            _("Nothing. Everything that was to be done has been done or waits for its turn."),
            _dead(),
        ),
        Failures(
            "bounces",
            _("Addresses that take no letters"),
            _("None that we know of."),
            _bounces(),
        ),
        Failures(
            "undelivered",
            _("Letters that did not arrive"),
            _("None in the last three months."),
            _undelivered(),
        ),
    ]


def _dead() -> list[Failure]:
    return [
        Failure(
            task.task_path,
            task.error,
            task.died_at,
            ((_("Try again"), f"revive {task.pk}"), (_("Throw away"), f"discard {task.pk}")),
            task,
        )
        for task in jobs.dead_letters()[:SHOWN]
    ]


def _bounces() -> list[Failure]:
    return [
        Failure(
            bounce.email,
            bounce.reason,
            bounce.last_at,
            ((_("Send there again"), f"trust {bounce.pk}"),),
        )
        for bounce in post.bounces()[:SHOWN]
    ]


def _undelivered() -> list[Failure]:
    return [
        Failure(
            f"{letter.to} · {letter.kind}",
            f"{letter.get_status_display()}. {letter.error}",
            letter.created_at,
        )
        for letter in post.undelivered()[:SHOWN]
    ]
