"""Finding an organisation that is here already, before it is registered a second time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from seurantalo.organizations.likeness import ALIKE, Clue, clues, likeness, plain_number
from seurantalo.organizations.models import Clue as Kept
from seurantalo.organizations.models import Organization
from seurantalo.publishing.queries import merged_away
from seurantalo.records.content import OrganizationContent

SCORES = {"business": 100.0, "register": 100.0, "web": 95.0, "phone": 90.0}
REASONS: dict[str, Promise] = {
    "business": _("the same business id"),
    "register": _("the same register number"),
    "web": _("the same web address"),
    "phone": _("the same phone number"),
    "name": _("a similar name"),
}
SHOWN = 8
SURE = 84.0  # from here on who registers is asked whether it is not this one


@dataclass
class Candidate:
    """An organisation that may be the same: how surely (0–100), and by what (keys of REASONS)."""

    organization: Organization
    score: float = 0.0
    reasons: list[str] = field(default_factory=list)

    @property
    def words(self) -> list[Promise]:
        """The reasons as one says them."""
        return [REASONS[reason] for reason in self.reasons]


def similar(
    name: str = "",
    url: str = "",
    phone: str = "",
    business_id: str = "",
    registration_number: str = "",
    *,
    but: Organization | None = None,
) -> list[Candidate]:
    """The organisations that may be the one described, the surest first, at most eight.

    Also those that are not public: two people must not register the same group in one week.
    `but` is not among them.
    """
    told = clues(
        names=[name],
        urls=[url],
        phones=[phone],
        business_id=business_id,
        registration_number=registration_number,
    )
    found = like(told, without={but.pk} if but and but.pk else set())
    best = sorted(found.items(), key=lambda item: (-_sureness(item[1]), item[0]))[:SHOWN]
    known = Organization.objects.prefetch_related("service_areas").in_bulk([pk for pk, _ in best])
    return [_candidate(known[pk], reasons) for pk, reasons in best]


def asked_for(typed: str) -> list[Candidate]:
    """What somebody may mean who looks for one: by a name, a web address, a phone or a number."""
    number = "" if any(letter.isalpha() for letter in typed) else plain_number(typed)
    return similar(
        name=typed,
        url=typed if "." in typed else "",
        phone=typed if number else "",
        business_id=number,
        registration_number=number,
    )


def surely(told: OrganizationContent) -> list[Candidate]:
    """What is so like what is being told that the teller has to say it is another."""
    found = similar(
        name=str(told.name),
        url=told.links[0].url if told.links else "",
        phone=told.contacts[0].phone if told.contacts else "",
        business_id=told.business_id,
        registration_number=told.registration_number,
    )
    return [candidate for candidate in found if candidate.score >= SURE]


def like(told: Iterable[Clue], *, without: set[int]) -> dict[int, dict[str, float]]:
    """Key of organisation → reason → score, of all that share a clue or have a name like it."""
    found: dict[int, dict[str, float]] = {}
    left_out = without | merged_away(Organization)
    for clue in told:
        rows = Kept.objects.filter(kind=clue.kind).values_list("organization_id", "value")
        if clue.kind == "name":
            scored = [(pk, likeness(clue.value, value)) for pk, value in rows]
        else:
            scored = [(pk, SCORES[clue.kind]) for pk, _v in rows.filter(value=clue.value)]
        for pk, score in scored:
            if score >= ALIKE and pk not in left_out:
                reasons = found.setdefault(pk, {})
                reasons[clue.kind] = max(score, reasons.get(clue.kind, 0.0))
    return found


def _candidate(organization: Organization, reasons: dict[str, float]) -> Candidate:
    ordered = sorted(reasons, key=lambda reason: -reasons[reason])
    return Candidate(organization, _sureness(reasons), ordered)


def _sureness(reasons: dict[str, float]) -> float:
    """The best reason, and a little for each other one."""
    return min(100.0, max(reasons.values()) + 4 * (len(reasons) - 1))


def remember(organization: Organization) -> None:
    """Keep the clues of what was told, public or not; asked for by `commands.apply`."""
    wanted = clues(
        names=[
            name
            for text in (organization.name, *organization.alternate_names)
            for name in text.values()
        ],
        urls=[link.url for link in organization.links],
        phones=[contact.phone for contact in organization.contacts],
        business_id=organization.business_id,
        registration_number=organization.registration_number,
    )
    known = set(Kept.objects.filter(organization=organization).values_list("kind", "value"))
    if known == {tuple(clue) for clue in wanted}:
        return
    Kept.objects.filter(organization=organization).delete()
    Kept.objects.bulk_create(
        Kept(organization=organization, kind=kind, value=value) for kind, value in sorted(wanted)
    )


def remember_all() -> int:
    """Keep the clues of every organisation that has none; how many those were."""
    unknown = Organization.objects.filter(clues__isnull=True)
    count = 0
    for organization in unknown.iterator(chunk_size=200):
        remember(organization)
        count += 1
    return count
