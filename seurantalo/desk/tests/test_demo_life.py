"""After the demo something waits on every desk, and telling it again changes nothing."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from seurantalo.desk import coordinator, organiser, together
from seurantalo.desk.demo import life
from seurantalo.desk.demo.scene import Scene
from seurantalo.desk.mine import Mine
from seurantalo.interop.connections import queries
from seurantalo.interop.connections.commands import read_due
from seurantalo.interop.demo import building, people
from seurantalo.mail.models import Delivery
from seurantalo.planning import advising
from seurantalo.planning.queries import with_everything
from seurantalo.planning.shapes import seen
from seurantalo.planning.sight import visible_to
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
    assert aino["plan-messages"] == aino["plan-invitations"] == 1 and aino["plans"] >= 3
    assert desk(scene.aino, together) == {"together": 1, "networks": 1}
    assert aino["sign-ups"] == 1
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


def test_a_calendar_is_connected_and_was_read(scene):
    life.begin(scene.today)
    (source,) = queries.of_organizations([each.organization for each in Mine(scene.aino).public])
    assert source.last_good and source.counts["new"] == source.following == 3
    assert not source.problems
    drafts = [each.activity for each in queries.recent(source)]
    assert not any(each.live for each in drafts)
    assert "yksityiseen" not in " ".join(str(each) for each in drafts)
    assert read_due() == 0  # nothing is fetched while the demo is looked at


def test_the_dance_collides_with_a_plan_and_may_fall_on_a_big_day(scene):
    life.begin(scene.today)
    plans = with_everything(visible_to(scene.aino))
    dance = seen(plans.get(name="Ikäihmisten kevättanssit"), by=scene.aino)
    tentative, idea = advising.for_plan(dance, by=scene.aino)
    assert [each.title for each in tentative.clashes] == ["Eläkeläisten bingoilta"]
    assert any("Tahkon talvipäivät" in each for each in idea.remarks)
    assert tentative.clashes[0].why and tentative.slots


def test_the_page_of_a_plan_shows_that_it_clashes_with_a_public_event(scene, client):
    life.begin(scene.today)
    mine = visible_to(scene.aino).get(name="Yhteislauluilta")
    client.force_login(scene.aino)
    page = BeautifulSoup(client.get(reverse("plan", args=[mine.pk])).content, "html5lib")
    event = page.select_one('.advice a[href^="/toiminta/"]')
    assert "konsertti" in event.get_text()
    told = event.find_parent("li").get_text(" ")
    assert "samaan aikaan" in told and "sama aihe" in told


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
