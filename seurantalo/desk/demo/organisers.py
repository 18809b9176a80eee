"""What waits for Aino, Bertta and Kalle."""

from __future__ import annotations

from collections import Counter

from seurantalo.activities.models import Activity
from seurantalo.desk.demo import notices
from seurantalo.desk.demo.scene import Scene
from seurantalo.interop.demo.people import THEIR_ORGANIZATION
from seurantalo.organizations import commands as organizations
from seurantalo.organizations.models import Organization
from seurantalo.publishing import commands as publishing
from seurantalo.quality import commands as quality
from seurantalo.quality import looks
from seurantalo.telling import languages_changes

THEIRS = THEIR_ORGANIZATION.partition("/")[2]
OPENED = (1, 3, 0, 2, 5, 1, 4)  # how often a page was opened on the last days


def tell(scene: Scene) -> None:
    """Aino's winter, the invitations of Bertta and Pirkko, and what Kalle asks for."""
    theirs = scene.association(THEIRS)
    known = list(Activity.objects.filter(organization=theirs, live=True).order_by("pk"))
    _was_asked(scene, theirs, known)
    walking = _walks(scene)
    _tells(scene, known)
    _was_looked_at(scene, [*known, walking])
    organizations.invite(theirs, email="pirkko@seurantalo.example", role="editor", by=scene.aino)
    organizations.claim(
        scene.association("pensioners"),
        by=scene.kalle,
        evidence="Minut valittiin marraskuun kokouksessa sihteeriksi. Puheenjohtaja Veikko tietää.",
    )


def _was_asked(scene: Scene, theirs: Organization, known: list[Activity]) -> None:
    """Of all that they do, one thing was confirmed so long ago that Aino was asked about it."""
    publishing.assure(theirs, by=scene.aino, on=scene.ago(20))
    for activity in known:
        old = activity == scene.first_of(theirs)
        publishing.assure(activity, by=scene.aino, on=scene.ago(190 if old else 30))
    quality.keep_fresh(today=scene.ago(3), only=[theirs.pk])


def _walks(scene: Scene) -> Activity:
    """Public, soon over, and its English is older than the Finnish."""
    walking = scene.publish(notices.walking_group(scene), by=scene.aino)
    told = notices.WALKING_GROUP_IN_ENGLISH
    languages_changes.write(walking, "en", told, by=scene.aino)
    publishing.approve(walking, by=scene.doris)
    return scene.publish({"text": notices.LATER_WORDS}, by=scene.aino, about=walking)


def _tells(scene: Scene, known: list[Activity]) -> None:
    """One came back with a question, one waits, one is half told."""
    singing = scene.send(notices.singing(scene), by=scene.aino)
    publishing.give_back(singing, by=scene.doris, comment=notices.COMMENT_ON_SINGING)
    asks_for_help = next(each for each in known if each.kind == "volunteering")
    scene.send(notices.becoming_a_friend(scene), by=scene.aino, about=asks_for_help)
    scene.begin(notices.cooking(scene), by=scene.aino)


def _was_looked_at(scene: Scene, shown: list[Activity]) -> None:
    seen = Counter(
        {
            (scene.ago(day), "activity", each.pk): times * (number % 3 + 1)
            for number, each in enumerate(shown)
            for day, times in enumerate(OPENED)
            if times
        }
    )
    looks.add_up(seen)
