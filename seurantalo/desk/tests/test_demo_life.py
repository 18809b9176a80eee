"""After the demo something waits on every desk, and telling it again changes nothing."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from seurantalo.desk import coordinator, organiser
from seurantalo.desk.demo import life
from seurantalo.desk.demo.scene import Scene
from seurantalo.desk.mine import Mine
from seurantalo.interop.demo import building, people
from seurantalo.mail.models import Delivery
from seurantalo.publishing.models import Merge
from seurantalo.telling import languages
from seurantalo.telling.languages_changes import content
from seurantalo.telling.models import Report


@pytest.fixture
def scene(db):
    """The small demo with its people."""
    admin = people.settle_officials()
    building.fill("small", by=admin)
    people.settle_members(admin)
    return Scene(timezone.localdate())


def desk(user, room):
    """What waits for somebody: section → how many."""
    found = [each(Mine(user)) for each in room.SECTIONS]
    return {each.key: len(each.items) for each in found if each}


def test_every_desk_has_its_day_and_only_once(scene):
    assert life.begin(scene.today)
    aino = desk(scene.aino, organiser)
    wanted = {"returned", "confirm", "unfinished", "ending", "waiting", "looks", "suggestions"}
    assert wanted <= aino.keys() and aino["confirm"] == aino["returned"] == aino["ending"] == 1
    assert desk(scene.bertta, organiser)["invited"] == 1
    assert desk(scene.kalle, organiser) == {"invited": 1}
    doris = desk(scene.doris, coordinator)
    waiting = {
        "calls": 1,
        "twins": 1,
        "afterwards": 1,
        "stale": 1,
        "managerless": 1,
        "bounced": 1,
        "gaps": 2,
    }
    assert doris.items() >= waiting.items() and doris["review"] == 4
    assert {"claims", "links"} <= desk(scene.doris, organiser).keys()
    _told_again_it_is_as_it_was(scene)


def _told_again_it_is_as_it_was(scene):
    before = (Report.objects.count(), Delivery.objects.count(), Merge.objects.count())
    assert not life.begin(scene.today)
    call_command("demo_life")
    assert before == (Report.objects.count(), Delivery.objects.count(), Merge.objects.count())
    walking = next(each for each in Mine(scene.aino).public if each.kind == "hobby")
    states = {line.key: line.cell("en").state for line in languages.lines(content(walking))}
    assert states["summary"] == "older"


def test_without_the_associations_it_says_what_to_run_first(db):
    people.settle_officials()
    with pytest.raises(CommandError, match=r"manage\.py demo"):
        call_command("demo_life")


def test_it_refuses_where_the_public_is(db, settings):
    settings.SETTINGS_MODULE = "seurantalo.config.settings.production"
    with pytest.raises(CommandError, match="production"):
        call_command("demo_life")
