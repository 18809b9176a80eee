"""What is planned and not yet public, what was said of it, and what collisions are reckoned from."""

from seurantalo.planning.models.collisions import Appeal, BigDay, Verdict
from seurantalo.planning.models.plans import Plan, PlanPartner, PlanTime
from seurantalo.planning.models.talk import CalendarKey, Change, Follow, Message

__all__ = [
    "Appeal",
    "BigDay",
    "CalendarKey",
    "Change",
    "Follow",
    "Message",
    "Plan",
    "PlanPartner",
    "PlanTime",
    "Verdict",
]
