"""Connected sources for the tests of other rooms, without anybody fetching anything."""

from seurantalo.activities.tests.factories import activity
from seurantalo.interop.models import ConnectedEvent, Connection

SETTINGS = {"takes": "drafts", "gone": "ask", "hours": "6", "name": "Talon kalenteri"}


def connection(of, **told):
    """A connected calendar of an organisation; nothing has been read of it yet."""
    usual = {"kind": "ical", "address": "https://talo.invalid/talo.ics", "state": "on"}
    return Connection.objects.create(
        organization=of, **{**usual, "name": "Talon kalenteri", **told}
    )


def looked_at(of, **told):
    """A calendar that was looked at and is not connected yet."""
    seen = [
        {"name": "Tanssit", "when": {"fi": "la 5.5. klo 18"}, "where": "Talo", "tentative": False},
        {"name": "Talkoot", "when": {"fi": "su 6.5. klo 10"}, "where": "", "tentative": True},
    ]
    return connection(of, state="new", seen=seen, **told)


def missing(of, name="Kadonnut kerho"):
    """A calendar that no longer has an event which is here, and asks."""
    found = connection(of, state="asks", counts={"missing": 1})
    ConnectedEvent.objects.create(
        connection=found, uid="1", activity=activity(name, of=of), state="missing"
    )
    return found
