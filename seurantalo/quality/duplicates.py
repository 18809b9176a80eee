"""Pairs of things that may be one: looked for at night, decided by people, remembered.

Nothing is compared with everything: only what shares a clue (a number, a web address, a telephone)
or, in one municipality, a beginning of a name. A clue that many share tells nothing and is left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import batched, combinations
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from seurantalo.activities import duplicates as activities
from seurantalo.activities.models import Activity
from seurantalo.activities.queries import published
from seurantalo.organizations import duplicates as organizations
from seurantalo.organizations.likeness import ALIKE, likeness, plain_name
from seurantalo.organizations.models import Address, Clue, Organization
from seurantalo.organizations.queries import looked_after_by
from seurantalo.publishing.commands import note
from seurantalo.publishing.models import Merge
from seurantalo.publishing.policies import model_of, require
from seurantalo.publishing.queries import public
from seurantalo.quality.models import Pair

MANY = 6  # organisations with the same telephone: a house's, not a name's
# One secretary answers for several associations of a village: their names must be alike too.
ALIKE_BY_PHONE = 60
CROWD = 40  # names that begin alike in one municipality
CHUNK = 500
Found = dict[tuple[int, int], dict[str, float]]


@transaction.atomic
def look_for_all() -> int:
    """Find the pairs anew; how many are open. What was decided stays as it was decided."""
    _keep("organization", _organization_pairs())
    _keep("activity", _activity_pairs())
    return Pair.objects.filter(status=Pair.Status.OPEN).count()


def _keep(kind: str, found: dict[tuple[int, int], tuple[float, list[str]]]) -> None:
    today = timezone.localdate()
    rows = Pair.objects.filter(kind=kind)
    known = {(row.first, row.second): row for row in rows.iterator(chunk_size=2000)}
    gone = [row.pk for key, row in known.items() if row.status == "open" and key not in found]
    for pks in batched(gone, CHUNK):
        Pair.objects.filter(pk__in=pks).delete()
    new = [
        Pair(kind=kind, first=one, second=two, score=score, reasons=reasons, found=today)
        for (one, two), (score, reasons) in found.items()
        if (one, two) not in known
    ]
    Pair.objects.bulk_create(new, batch_size=CHUNK)
    changed = [key for key, row in known.items() if key in found and row.score != found[key][0]]
    for key in changed:
        score, reasons = found[key]
        Pair.objects.filter(pk=known[key].pk).update(score=score, reasons=reasons)


def _organization_pairs() -> dict[tuple[int, int], tuple[float, list[str]]]:
    live = dict(Organization.objects.filter(public()).values_list("pk", "parent"))
    names: dict[int, list[str]] = defaultdict(list)
    for pk, value in _clues("name"):
        names[pk].append(value)
    found = _sharing_a_clue(names)
    for pks in _blocks(_name_keys(names, _towns_of_organizations()), CROWD):
        for pair in combinations(pks, 2):
            if (alike := _alike(names, *pair)) >= ALIKE:
                found[pair]["name"] = alike
    return {
        pair: _summed(reasons)
        for pair, reasons in found.items()
        if pair[0] in live and pair[1] in live and not _of_one_family(pair, live)
    }


def _sharing_a_clue(names: dict[int, list[str]]) -> Found:
    found: Found = defaultdict(dict)
    for kind, score in organizations.SCORES.items():
        for pks in _blocks(_clues(kind), MANY):
            for pair in combinations(pks, 2):
                if kind != "phone" or _alike(names, *pair) >= ALIKE_BY_PHONE:
                    found[pair][kind] = score
    return found


def _alike(names: dict[int, list[str]], one: int, two: int) -> float:
    """How like the names of two are at their likest, 0–100."""
    return max((likeness(a, b) for a in names[one] for b in names[two]), default=0.0)


def _summed(reasons: dict[str, float]) -> tuple[float, list[str]]:
    ordered = sorted(reasons, key=lambda reason: -reasons[reason])
    return min(100.0, reasons[ordered[0]] + 4 * (len(ordered) - 1)), ordered


def _of_one_family(pair: tuple[int, int], parents: dict[int, int | None]) -> bool:
    """A branch has its association's number and telephone, and is another."""
    one, two = pair
    same = parents[one] is not None and parents[one] == parents[two]
    return same or parents[one] == two or parents[two] == one


def _clues(kind: str) -> Iterator[tuple[int, str]]:
    rows = Clue.objects.filter(kind=kind).values_list("organization", "value")
    return rows.iterator(chunk_size=5000)


def _towns_of_organizations() -> dict[int, set[int]]:
    works = Organization.service_areas.through.objects.values_list("organization", "area")
    met = Address.objects.values_list("organization", "location__municipality")
    return _sets([*works.iterator(), *met.iterator()])


def _sets(rows: Iterable[tuple[int, int | None]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for pk, area in rows:
        if area:
            found[pk].add(area)
    return found


def _name_keys(
    names: dict[int, list[str]], towns: dict[int, set[int]]
) -> Iterator[tuple[int, tuple[int, str]]]:
    """Where and how each name's words begin: in one municipality alike names are compared."""
    for pk, values in names.items():
        starts = {word[:4] for value in values for word in value.split() if len(word) > 2}
        for town in towns.get(pk, ()):
            for start in starts:
                yield pk, (town, start)


def _blocks(rows: Iterable[tuple[int, Any]], most: int) -> Iterator[list[int]]:
    """The keys of those that share a value, unless too many do."""
    shared: dict[Any, set[int]] = defaultdict(set)
    for pk, value in rows:
        shared[value].add(pk)
    return (sorted(pks) for pks in shared.values() if 1 < len(pks) <= most)


def _activity_pairs() -> dict[tuple[int, int], tuple[float, list[str]]]:
    """Public notices of one municipality whose titles begin alike, compared in chunks."""
    rows = published().values_list("pk", "name")
    names = {
        pk: [plain_name(text) for text in name.values()]
        for pk, name in rows.iterator(chunk_size=2000)
    }
    met = Activity.objects.filter(channels__location__municipality__isnull=False)
    works = Activity.service_areas.through.objects.values_list("activity", "area")
    towns = _sets(
        [*works.iterator(), *met.values_list("pk", "channels__location__municipality").iterator()]
    )
    wanted: set[tuple[int, int]] = set()
    for pks in _blocks(_name_keys(names, towns), CROWD):
        wanted.update(combinations(pks, 2))
    found = {}
    for chunk in batched(sorted(wanted), CHUNK):
        traits = activities.traits_of({pk for pair in chunk for pk in pair})
        for one, two in chunk:
            if one in traits and two in traits:
                score, reasons = activities.likeness(traits[one], traits[two])
                if score >= activities.SURE:
                    found[one, two] = (score, reasons)
    return found


def reasons(pair: Pair) -> list[Any]:
    """Why they may be one, as one says it."""
    known = {**organizations.REASONS, **activities.REASONS}
    return [known[reason] for reason in pair.reasons if reason in known]


def pairs_for(user: Any, *, status: str = Pair.Status.OPEN) -> QuerySet[Pair]:
    """The pairs of which this coordinator looks after both, the surest first."""
    mine = looked_after_by(user).values("pk")
    own = Activity.objects.filter(organization__in=mine).values("pk")
    both = Q(kind="organization", first__in=mine, second__in=mine) | Q(
        kind="activity", first__in=own, second__in=own
    )
    return Pair.objects.filter(both, status=status)


def both(pairs: Iterable[Pair]) -> dict[tuple[str, int], Any]:
    """The things of pairs by kind and number, in four queries."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for pair in pairs:
        wanted[pair.kind] |= {pair.first, pair.second}
    houses = Organization.objects.prefetch_related("service_areas", "addresses__location")
    told = activities.loaded(Activity.objects.all())
    return {
        **{("organization", pk): row for pk, row in houses.in_bulk(wanted["organization"]).items()},
        **{("activity", pk): row for pk, row in told.in_bulk(wanted["activity"]).items()},
    }


@transaction.atomic
def dismiss(kind: str, one: int, two: int, *, by: Any) -> Pair:
    """These two are not the same; remembered, so that nobody is asked again."""
    return _decide(kind, one, two, Pair.Status.DISMISSED, by, "seurantalo.not_same")


@transaction.atomic
def bring_up(kind: str, one: int, two: int, *, by: Any) -> Pair:
    """Take back that they are not the same."""
    return _decide(kind, one, two, Pair.Status.OPEN, by, "seurantalo.maybe_same")


def _decide(kind: str, one: int, two: int, status: str, by: Any, action: str) -> Pair:
    model: Any = model_of(kind)
    for thing in model.objects.filter(pk__in=[one, two]):
        require(by, "merge", thing)
    first, second = sorted((one, two))
    told = {"status": status, "decided": timezone.now(), "decided_by": by}
    new = {**told, "score": 0.0, "found": timezone.localdate()}
    pair, _made = Pair.objects.update_or_create(
        kind=kind, first=first, second=second, defaults=told, create_defaults=new
    )
    note(pair, action, by=by)
    return pair


def follow_merge(kind: str, merge: Merge, *, undone: bool = False) -> None:
    """What was merged is no pair any more; parted it may be one again."""
    one, two = sorted((merge.merged_id, merge.into_id))
    own = Pair.objects.filter(kind=kind, first=one, second=two)
    if undone:
        own.filter(status=Pair.Status.MERGED).update(status=Pair.Status.OPEN, decided=None)
        return
    own.update(status=Pair.Status.MERGED, decided=timezone.now())
    others = Q(first=merge.merged_id) | Q(second=merge.merged_id)
    Pair.objects.filter(others, kind=kind, status=Pair.Status.OPEN).delete()


Decision = Callable[..., Pair]
DECISIONS: dict[str, Decision] = {"dismiss": dismiss, "bring-up": bring_up}
