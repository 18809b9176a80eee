"""What waits for Doris: newcomers, a trusted one, what nobody confirmed, what people miss."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from seurantalo.accounts import commands as accounts
from seurantalo.accounts.tests import factories
from seurantalo.activities import queries as activities
from seurantalo.activities.models import Activity
from seurantalo.common.time import helsinki
from seurantalo.desk.demo import notices
from seurantalo.desk.demo.scene import Scene
from seurantalo.mail import commands as mail
from seurantalo.organizations import commands as organizations
from seurantalo.organizations.models import Organization
from seurantalo.publishing import commands as publishing
from seurantalo.quality import commands as quality
from seurantalo.quality import duplicates, links, queries
from seurantalo.quality.models import LinkUse
from seurantalo.quality.people import readers
from seurantalo.quality.visiting import Visit
from seurantalo.search.commands import note_gap
from seurantalo.telling.answers import from_content

NEWCOMER = "Hilkka"
MISSED = {"shakkikerho lapsille": 4, "rollaattorijumppa": 2}


def tell(scene: Scene) -> None:
    """A week in Pohjois-Savo."""
    _newcomers(scene)
    _trusted(scene)
    _the_same_twice(scene)
    _not_confirmed(scene)
    _without_people(scene)
    _broken(scene)
    duplicates.look_for_all()
    for words, times in MISSED.items():
        for _time in range(times):
            note_gap(words, [("municipality", "297"), ("region", "11")])


def _newcomers(scene: Scene) -> None:
    """A new group with its first notice, and a choir whose concert Helmi is reading."""
    hilkka = factories.person(NEWCOMER, last_name="Rytkönen")
    scene.send(notices.knitting(scene), by=hilkka)
    choir = scene.association("mixed-choir")
    organizations.add_member(choir, factories.person("Tuomas"), role="editor", by=scene.doris)
    concert = scene.send(notices.choir(scene), by=factories.person("Tuomas"))
    publishing.take(concert, by=scene.helmi)


def _trusted(scene: Scene) -> None:
    """Liisa's organisation publishes at once; she has invited Bertta to help."""
    caregivers, liisa = scene.association("caregivers"), factories.person("Liisa")
    organizations.add_member(caregivers, liisa, role="manager", by=scene.doris)
    organizations.trust(caregivers, by=scene.doris)
    scene.send(notices.evening_off(scene), by=liisa)
    organizations.invite(caregivers, email=scene.bertta.email, role="editor", by=liisa)


def _the_same_twice(scene: Scene) -> None:
    """The friendship café is told by its other organiser too."""
    cafe = scene.first_of(scene.association("friendship-cafe"))
    told = notices.same_cafe(from_content(activities.content(cafe)))
    other = factories.person("Raili")
    parish = scene.association("parish-diaconia")
    organizations.add_member(parish, other, role="editor", by=scene.doris)
    scene.publish(told, by=other)


def _not_confirmed(scene: Scene) -> None:
    """One has not answered two letters; another would like to be rung."""
    village, phone_friends = scene.association("village-house"), scene.association("phone-friends")
    _old(scene, village, asked=48)
    for day in (48, 33, 17):
        quality.keep_fresh(today=scene.ago(day), only=[village.pk])
    _old(scene, phone_friends, asked=6)
    quality.keep_fresh(today=scene.ago(6), only=[phone_friends.pk])
    asked = queries.open_askings().filter(organization=phone_friends)[:1]
    reader = readers([phone_friends])[phone_friends.pk][0]
    note = "050 555 0127, aamupäivisin. Kysy Terttua."
    quality.want_call(asked, reader=reader, note=note, today=scene.ago(1))


def _old(scene: Scene, organization: Organization, *, asked: int) -> None:
    """What it does was last confirmed half a year before it was asked about, itself later."""
    publishing.assure(organization, by=scene.doris, on=scene.ago(40))
    public = Activity.objects.filter(organization=organization, live=True)
    for activity in public.exclude(kind="event"):
        publishing.assure(activity, by=scene.doris, on=scene.ago(asked + 140))
    first = scene.first_of(organization)
    publishing.assure(first, by=scene.doris, on=scene.ago(asked + 190))


def _without_people(scene: Scene) -> None:
    """The only manager of the diaconia's friends left, and the letters of another come back."""
    left = factories.person("Sirkka")
    cafe, district = scene.association("friendship-cafe"), scene.association("pensioners")
    organizations.add_member(cafe, left, role="manager", by=scene.doris)
    accounts.erase(left, by=left)
    veikko = factories.person("Veikko", last_name="Kinnunen")
    organizations.add_member(district, veikko, role="editor", by=scene.doris)
    mail.note_bounce(veikko.email, "550 5.1.1 Postilaatikkoa ei ole")


def _broken(scene: Scene) -> None:
    """The home page of one has not answered for more than a week."""
    use = LinkUse.objects.filter(organization__in=_with_pages(scene)).order_by("pk").first()
    if use is None:
        return
    for day in (12, 11):
        seen = helsinki(datetime.combine(scene.today - timedelta(days=day), time(4)))
        links.note(use.link, Visit("failing", "404"), now=seen)


def _with_pages(scene: Scene) -> list[int]:
    """Associations of Nilsiä other than Aino's."""
    wanted = ("mixed-choir", "parish-diaconia", "pensioners", "caregivers", "friendship-cafe")
    return [scene.association(each).pk for each in wanted]
