"""A Christmas party that people sign up for: it is full, and two wait."""

from __future__ import annotations

from typing import Any

from seurantalo.desk.demo.scene import Scene
from seurantalo.signups import commands, queries

PEOPLE = (
    ("Maija Mallikas", 2, "maija.mallikas@seurantalo.example", ""),
    ("Veikko Esimerkki", 1, "", "050 555 0167"),
    ("Eeva Kuvitteellinen", 2, "eeva.kuvitteellinen@seurantalo.example", ""),
    ("Perhe Näyte", 4, "perhe.nayte@seurantalo.example", ""),
    ("Kerttu Malli", 1, "kerttu.malli@seurantalo.example", ""),
    ("Anna ja Antti Malli", 2, "anna.malli@seurantalo.example", ""),
)


def party(scene: Scene) -> dict[str, Any]:
    """What Aino answers to the questions."""
    return {
        "title": "Yhteiset pikkujoulut",
        "text": "Puuroa, torttuja ja yhteislaulua. Kukaan ei istu yksin.",
        "kind": "event",
        "times": f"{scene.said(16)} klo 17–20",
        "way": "place",
        "address": "Seuratie 3, 73300 Nilsiä",
        "place_name": "Nilsiän seurantalo",
        "target_groups": ["everyone"],
        "themes": ["loneliness"],
        "price": "free",
        "phone": "050 555 0141",
        "joining": "here",
        "signup_kind": "places",
        "signup_limit": "10",
        "signup_waiting": "on",
        "signup_closes": "24",
    }


def tell(scene: Scene) -> None:
    """Aino tells of it, and people sign up by themselves."""
    activity = scene.publish(party(scene), by=scene.aino)
    (offer,) = queries.of(activity)
    for name, people, email, phone in PEOPLE:
        told = commands.Told(name, email, phone, people, language="fi")
        commands.sign_up(activity, offer.time, told)
