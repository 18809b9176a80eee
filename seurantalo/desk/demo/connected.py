"""A calendar of the house that is connected: it was really read once, from here and not from the net."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from seurantalo.desk.demo.scene import Scene
from seurantalo.interop import calendars
from seurantalo.interop.connections.sources import Answer
from seurantalo.interop.connections.taking import Taking
from seurantalo.interop.demo.people import THEIR_ORGANIZATION
from seurantalo.interop.models import Connection

NAME = "Seurantalon varauskalenteri"
ADDRESS = "https://kalenteri.seurantalo.example/seuratie-3.ics"
# Nobody answers at that address, so it is not read by itself while somebody looks at the demo.
QUIET = timedelta(days=365)
EVENTS = (
    ("kyla", 20, "11", "13", "Kyläkeittiö", "Keitetään ja syödään yhdessä.", "RRULE:FREQ=WEEKLY"),
    ("leffa", 24, "18", "20", "Kotimainen elokuva", "Kahvit väliajalla.", "STATUS:CONFIRMED"),
    ("talkoot", 33, "10", "14", "Talon talkoot", "Hakoja ja halkoja.", "STATUS:TENTATIVE"),
    ("yks", 26, "9", "12", "Varattu yksityiseen juhlaan", "", "CLASS:PRIVATE"),
)


def tell(scene: Scene) -> None:
    """Aino connected it; what it tells are drafts, and what is private stayed there."""
    theirs = scene.association(THEIR_ORGANIZATION.partition("/")[2])
    now = timezone.now()
    made = Connection.objects.create(
        organization=theirs,
        user=scene.aino,
        kind=Connection.Kind.ICAL,
        address=ADDRESS,
        name=NAME,
        state=Connection.State.ON,
        usual={"municipality": "297", "themes": [], "target_groups": ["everyone"]},
        last_read=now,
        last_good=now,
        next_read=now + QUIET,
    )
    told = calendars.events_of(_file(scene).encode())
    answer = Answer(made.kind, made.address, told.name, told.events)
    outcome = Taking(made, answer, by=scene.aino).run()
    made.counts, made.problems = dict(outcome.counts), outcome.problems
    made.save(update_fields=["counts", "problems"])


def _file(scene: Scene) -> str:
    """The calendar as its program would send it."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Seuratie 3//FI", f"X-WR-CALNAME:{NAME}"]
    for uid, days, starts, ends, name, text, more in EVENTS:
        day = f"{scene.today + timedelta(days=days):%Y%m%d}"
        lines += [
            "BEGIN:VEVENT",
            f"UID:{uid}@kalenteri.seurantalo.example",
            f"DTSTAMP:{scene.today:%Y%m%d}T060000Z",
            f"DTSTART;TZID=Europe/Helsinki:{day}T{starts.zfill(2)}0000",
            f"DTEND;TZID=Europe/Helsinki:{day}T{ends}0000",
            f"SUMMARY:{name}",
            f"DESCRIPTION:{text}",
            "LOCATION:Nilsiän seurantalo\\, Seuratie 3\\, 73300 Nilsiä",
            more,
            "END:VEVENT",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])
