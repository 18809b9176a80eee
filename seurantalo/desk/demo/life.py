"""All of the demo's life at once, and only once: told again, nothing changes."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import translation

from seurantalo.accounts.models import User
from seurantalo.desk.demo import (
    connected,
    organisers,
    region,
    sign_ups,
    together_networks,
    together_plans,
)
from seurantalo.desk.demo.scene import Scene


@transaction.atomic
def begin(today: date) -> bool:
    """Let people tell, ask and wait; False when they have done so before.

    All goes by the commands of the rooms, so that history, letters and rights are as they would be.
    Raises Link.DoesNotExist when the demo's associations are not there.
    """
    if User.objects.filter(email=f"{region.NEWCOMER.lower()}@seurantalo.example").exists():
        return False
    scene = Scene(today)
    with translation.override("fi"):
        organisers.tell(scene)
        region.tell(scene)
        together_networks.tell(scene)
        together_plans.tell(scene)
        sign_ups.tell(scene)
        connected.tell(scene)
    return True
