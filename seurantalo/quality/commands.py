"""Every write of the freshness loop: asking, marking, hiding, and whatever is answered."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from seurantalo.common.time import HELSINKI
from seurantalo.mail import commands as mail
from seurantalo.mail.queries import bounced
from seurantalo.organizations.models import Organization, RegionRule
from seurantalo.publishing import commands as publishing
from seurantalo.publishing.models import Assurer
from seurantalo.publishing.policies import Vouched
from seurantalo.quality import freshness, letters, policies, queries
from seurantalo.quality.models import Asking
from seurantalo.quality.people import Reader, readers
from seurantalo.quality.policies import Thing

# A term begins for all of the country's clubs on one day: who is over this is asked tomorrow.
MOST_A_NIGHT = 500
Ripe = Callable[[Any, Any, date], bool]
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Night:
    """What one night did, for the log."""

    marked: int = 0
    hidden: int = 0
    asked: int = 0
    reminded: int = 0
    letters: int = 0


def keep_fresh(*, today: date | None = None, only: Collection[int] = ()) -> Night:
    """The night's work: mark and hide what nobody confirmed, ask about what is due, remind.

    Running it twice on a day does nothing more. One thing that cannot be changed holds up none of
    the others. `only` are the keys of organisations, to ask no others.
    """
    day = today or timezone.localdate()
    rules, open_ones = _Rules(), _without_what_is_gone(day)
    waiting = [each for each in open_ones if not only or each.organization_id in only]
    marked = _each(waiting, rules, freshness.to_mark, _mark, day)
    hidden = _each(waiting, rules, freshness.to_hide, _hide, day)
    with transaction.atomic():
        asked = [*_ask(day, only), *_ask_whom_letters_reach_again(waiting, day)]
        reminded = _remind(waiting, rules, day)
        sent = _write([*asked, *reminded], rules, day)
    return Night(marked, hidden, len(asked), len(reminded), sent)


class _Rules:
    """The rule of each organisation, looked up once a night and only when rules differ."""

    def __init__(self) -> None:
        self._own = list(RegionRule.objects.all())
        self._known: dict[int, RegionRule] = {}

    def of(self, organization: Organization) -> RegionRule:
        """By its region."""
        if not self._own:
            return RegionRule()
        if organization.pk not in self._known:
            self._known[organization.pk] = queries.rule_of(organization)
        return self._known[organization.pk]

    def ripe(self, asking: Asking, rule: Ripe, day: date) -> bool:
        """Whether it is time, by the rule of its region; first whether any rule would have it."""
        if not any(rule(asking, each, day) for each in (RegionRule(), *self._own)):
            return False
        return rule(asking, self.of(asking.organization), day)


def _each(
    waiting: list[Asking],
    rules: _Rules,
    rule: Ripe,
    change: Callable[[Asking, date], bool],
    day: date,
) -> int:
    """Do what is ripe to each open question by itself; to how many it was done."""
    done = 0
    for asking in [each for each in waiting if rules.ripe(each, rule, day)]:
        try:
            with transaction.atomic():
                done += change(asking, day)
        except Exception:
            logger.exception("%s could not be marked or hidden", asking)
    return done


def _mark(asking: Asking, day: date) -> bool:
    thing = queries.thing(asking.kind, asking.object_id)
    if thing is None:
        return False
    asking.marked = day
    asking.save(update_fields=["marked"])
    publishing.mark_stale(thing, on=day)
    return True


def _hide(asking: Asking, day: date) -> bool:
    thing = queries.thing(asking.kind, asking.object_id)
    if thing is None or queries.lives_by_its_activities(thing):
        return False
    asking.hidden = day  # first: the withdrawal that follows must not close the question
    asking.save(update_fields=["hidden"])
    publishing.hide(thing, reason=_("Nobody confirmed it in time."))
    return True


def _without_what_is_gone(day: date) -> list[Asking]:
    """The open questions; those about what was deleted are closed first."""
    askings = list(queries.open_askings())
    there = queries.things(askings)
    gone = [each.pk for each in askings if (each.kind, each.object_id) not in there]
    if gone:
        Asking.objects.filter(pk__in=gone).update(answered=day, answer=Asking.Answer.ENDED)
    return [each for each in askings if each.pk not in gone]


# -- Asking -----------------------------------------------------------------------------------------


def _ask(day: date, only: Collection[int] = ()) -> list[Asking]:
    """Open a question about everything that is due; those whom nobody hears are the desk's."""
    due = queries.due(day, most=MOST_A_NIGHT, only=only)
    reached = _reached(list(queries.organizations_of(due)))
    fresh = [
        Asking(
            kind=each.kind,
            object_id=each.pk,
            organization_id=pk,
            asked=day,
            unreachable=not reached[pk],
        )
        for pk, found in due.items()
        for each in found
    ]
    return Asking.objects.bulk_create(fresh)


def _ask_whom_letters_reach_again(waiting: list[Asking], day: date) -> list[Asking]:
    """Begin anew where nobody could be asked and somebody can now."""
    silent = [each for each in waiting if each.unreachable]
    reached = _reached(list(queries.organizations_of({each.organization_id for each in silent})))
    found = [each for each in silent if reached.get(each.organization_id)]
    for each in found:
        each.unreachable, each.asked = False, day
    Asking.objects.bulk_update(found, ["unreachable", "asked"])
    return found


def _remind(waiting: list[Asking], rules: _Rules, day: date) -> list[Asking]:
    """The second letters; an address that sends them back by now is the desk's."""
    ripe = [
        each for each in waiting if each.asked < day and rules.ripe(each, freshness.to_remind, day)
    ]
    reached = _reached(list(queries.organizations_of({each.organization_id for each in ripe})))
    for each in ripe:
        each.reminded, each.unreachable = day, not reached.get(each.organization_id)
    Asking.objects.bulk_update(ripe, ["reminded", "unreachable"])
    return [each for each in ripe if not each.unreachable]


def _reached(organizations: Collection[Organization]) -> dict[int, list[Reader]]:
    """Whom a letter reaches, by organisation: addresses that send letters back are left out."""
    everybody = readers(organizations)
    silent = bounced({each.email for found in everybody.values() for each in found})
    return {
        pk: [each for each in found if each.email not in silent] for pk, found in everybody.items()
    }


def _write(askings: Iterable[Asking], rules: _Rules, day: date) -> int:
    """One letter to each person with all that she is asked today; how many letters."""
    by_organization: dict[int, list[Asking]] = defaultdict(list)
    for each in askings:
        by_organization[each.organization_id].append(each)
    organizations = list(queries.organizations_of(by_organization))
    told = queries.questions([one for some in by_organization.values() for one in some])
    for_each: dict[str, tuple[Reader, list[letters.Question], int]] = {}
    reached = _reached(organizations)
    for organization in organizations:
        mine = [told[each.pk] for each in by_organization[organization.pk] if each.pk in told]
        days = rules.of(organization).mark_after_days
        for reader in reached[organization.pk]:
            known = for_each.setdefault(reader.key, (reader, [], days))
            known[1].extend(mine)
    letters_due = [each for each in for_each.values() if each[1]]
    for reader, questions, days in letters_due:
        write(reader, questions, marked_after=days)
    return len(letters_due)


def write(reader: Reader, questions: list[letters.Question], *, marked_after: int) -> None:
    """Send the letter, in the reader's language."""
    mail.write(
        letters.still_true,
        questions,
        to=reader.email,
        language=reader.language,
        letter=reader.letter,
        marked_after=marked_after,
        name=str(reader.user or ""),
    )


@transaction.atomic
def write_again(reader: Reader) -> bool:
    """Send a reader a letter with fresh links to what waits for her; False when nothing does."""
    askings = list(queries.open_of(reader.user, reader.organization_id))
    told = list(queries.questions(askings).values())
    if told:
        days = _Rules().of(askings[0].organization).mark_after_days
        write(reader, told, marked_after=days)
    return bool(told)


# -- Answering --------------------------------------------------------------------------------------


@transaction.atomic
def confirm(
    things: Iterable[Thing], *, reader: Reader, today: date | None = None, how: str = ""
) -> list[Thing]:
    """Still true: what was marked loses its mark, what was hidden is public again as it was.

    Raises PermissionDenied when the reader may not answer for one of them any more.
    """
    day, confirmed = today or timezone.localdate(), list(things)
    for thing in confirmed:
        by = _speaker(reader, thing)
        _close(thing, Asking.Answer.TRUE, day)
        if not thing.live:
            publishing.unhide(thing, by=by)
        publishing.assure(thing, by=by, on=day, how=how or _how(reader, thing))
    return confirmed


def _how(reader: Reader, thing: Thing) -> str:
    """The organisation itself, unless it is a coordinator who does not work there."""
    if reader.user is not None and policies.may_note_call(reader.user, thing):
        return str(Assurer.COORDINATOR)
    return str(Assurer.ORGANIZATION)


def _speaker(reader: Reader, thing: Thing) -> Any:
    """As whom the reader acts. Raises PermissionDenied when she has no say (any more)."""
    if not policies.may_answer(reader, thing):
        raise PermissionDenied(_("You do not work for this organisation any more."))
    return reader.user or Vouched(thing, frozenset({"assure", "withdraw"}))


@transaction.atomic
def end(
    thing: Thing, *, reader: Reader, last: date | None = None, today: date | None = None
) -> bool:
    """It has ended, or ends after its `last` day; whether it is gone from the public already.

    Raises PermissionDenied when the reader may not answer for it.
    """
    day, by = today or timezone.localdate(), _speaker(reader, thing)
    later = last is not None and last >= day
    if later and last is not None and thing.live:
        _let_end(thing, datetime.combine(last + timedelta(days=1), time(), HELSINKI), by=by)
    elif thing.live:
        publishing.withdraw(thing, by=by, reason=_("Its own people told that it has ended."))
    _close(thing, Asking.Answer.ENDED, day)
    return not later


@transaction.atomic
def not_ended(thing: Thing, *, reader: Reader, today: date | None = None) -> None:
    """Undo `end`: it is public again as it was, without an end, and confirmed.

    Raises PermissionDenied when the reader may not answer for it.
    """
    by = _speaker(reader, thing)
    if thing.live and thing.expire_at is not None:
        _let_end(thing, None, by=by)
    confirm([thing], reader=reader, today=today)


def _let_end(thing: Thing, until: datetime | None, *, by: Any) -> None:
    """Say until when the public version is shown, and any draft that waits as well."""

    def also(words: Any) -> None:
        words.expire_at = until

    also(thing)
    type(thing).objects.filter(pk=thing.pk).update(expire_at=until)
    told = {"until": until.isoformat() if until else ""}
    publishing.tell_again(thing, by=by, action="seurantalo.schedule", data=told, also=also)


@transaction.atomic
def want_call(
    askings: Iterable[Asking], *, reader: Reader, note: str = "", today: date | None = None
) -> int:
    """ "It would be nice if somebody rang and asked": a line on the coordinator's desk."""
    told, wanted = " ".join(note.split()), list(askings)
    if len(told) > 200:
        raise ValidationError(_("Write at most 200 characters."))
    for each in wanted:
        each.call_wanted, each.call_note = today or timezone.localdate(), told
        each.save(update_fields=["call_wanted", "call_note"])
    return len(wanted)


@transaction.atomic
def note_call(thing: Thing, *, by: Any, today: date | None = None) -> None:
    """A coordinator was told by phone that it is still true.

    Raises PermissionDenied unless she looks after its region.
    """
    if not policies.may_note_call(by, thing):
        raise PermissionDenied(_("Only a coordinator of the region notes what was told by phone."))
    reader = Reader(by.email, by.language, by)
    confirm([thing], reader=reader, today=today, how=str(Assurer.PHONE))


def _close(thing: Thing, answer: str, day: date) -> None:
    """The question about a thing is answered."""
    waiting = Asking.objects.filter(
        kind=queries.kind_of(thing), object_id=thing.pk, answered__isnull=True
    )
    waiting.update(answered=day, answer=answer)


def close_by_publication(thing: Thing) -> None:
    """A newer version of what is asked about is public: confirmed or edited, it is answered.

    A publication that only marks it as not confirmed answers nothing.
    """
    asking = queries.asking_of(thing)
    if asking and thing.stale_since is None and (thing.assured_date or date.min) >= asking.asked:
        _close(thing, Asking.Answer.TRUE, timezone.localdate())


def close_by_withdrawal(thing: Thing) -> None:
    """What somebody withdrew needs no answer; what we hid ourselves still does."""
    asking = queries.asking_of(thing)
    if asking and asking.hidden is None:
        _close(thing, Asking.Answer.ENDED, timezone.localdate())
