"""A network of those who work with older people, and one thing that two of them hold together."""

from __future__ import annotations

from seurantalo.accounts.tests import factories
from seurantalo.activities import partners
from seurantalo.desk.demo.scene import Scene
from seurantalo.interop.demo.people import THEIR_ORGANIZATION
from seurantalo.networks import commands as networks
from seurantalo.places.models import Area

NAME = "Ikäihmisten Ylä-Savo"
PURPOSE = (
    "Järjestöt, seurakunta ja kaupunki sopivat päivistä yhdessä, jotta kaksi hyvää iltaa ei osu"
    " samaan ja jokainen kylä saa omansa."
)


def tell(scene: Scene) -> None:
    """Aino's association leads it; the carers are in, the parish asks, the pensioners are invited."""
    theirs = scene.association(THEIR_ORGANIZATION.partition("/")[2])
    carers, parish = scene.association("caregivers"), scene.association("parish-diaconia")
    liisa, raili = factories.person("Liisa"), factories.person("Raili")
    region = Area.objects.get(kind="region", code="11")
    network = networks.found(
        name=NAME, purpose=PURPOSE, area=region, organization=theirs, by=scene.aino
    )
    networks.accept(networks.invite(network, carers, by=scene.aino), by=liisa)
    networks.ask(network, parish, by=raili)
    networks.invite(network, scene.association("pensioners"), by=scene.aino)
    evening = scene.first_of(carers)
    partners.accept(partners.invite(evening, theirs, by=liisa), by=scene.aino)
    partners.invite(scene.first_of(parish), theirs, by=raili)
