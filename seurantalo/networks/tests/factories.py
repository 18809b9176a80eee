"""Networks as the tests and the demo make them: founded and joined by the real commands."""

from __future__ import annotations

from typing import Any

from seurantalo.networks import commands
from seurantalo.networks.models import Network
from seurantalo.organizations.models import Organization
from seurantalo.places.models import Area


def network(
    name: str = "Ikäihmisten Ylä-Savo",
    *,
    led_by: Organization,
    by: Any,
    region: str = "11",
    purpose: str = "Sovimme päivistä yhdessä, ettei kaksi hyvää iltaa osu samaan.",
) -> Network:
    """A network which the organisation leads; with region "" nobody finds it."""
    area = Area.objects.get(kind="region", code=region) if region else None
    return commands.found(name=name, purpose=purpose, area=area, organization=led_by, by=by)


def join(network: Network, organization: Organization, *, by: Any, yes: Any) -> None:
    """Invited by one who leads it, accepted by one who works for it."""
    commands.accept(commands.invite(network, organization, by=by), by=yes)
