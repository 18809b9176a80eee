"""Addresses of the room."""

from django.urls import URLPattern, path

from seurantalo.common.addresses import spelled
from seurantalo.planning import feeds
from seurantalo.planning.views import advice, big_days, calendar, keys, plans, talking, telling

PLANS = {"fi": "suunnitelmat", "sv": "planer", "en": "plans", "se": "planat"}

PLANNING = {"fi": "suunnittelu", "sv": "planering", "en": "planning", "se": "planen"}

urlpatterns: list[URLPattern] = [
    path(spelled(PLANNING), calendar.planning_calendar, name="planning-calendar"),
    path(spelled(PLANNING, "/osoitteet"), keys.calendar_keys, name="calendar-keys"),
    path(spelled(PLANNING, "/osoitteet/uusi"), keys.new, name="calendar-key-new"),
    path(spelled(PLANNING, "/osoitteet/<key:pk>/peru"), keys.revoke, name="calendar-key-revoke"),
    path(spelled(PLANNING, "/<str:token>.ics"), feeds.plans_ics, name="plans-ics"),
    path(spelled(PLANNING, "/vilkkaus"), calendar.planning_heat, name="planning-heat"),
    path(spelled(PLANNING, "/suuret-paivat"), big_days.days, name="big-days"),
    path(
        spelled(PLANNING, "/suuret-paivat/<key:pk>/poista"), big_days.remove, name="big-day-remove"
    ),
    path(spelled(PLANS), plans.plans, name="plans"),
    path(spelled(PLANS, "/uusi"), telling.new, name="plan-new"),
    path(spelled(PLANS, "/hiljaa/<str:token>"), talking.quiet, name="plan-quiet"),
    path(spelled(PLANS, "/<key:pk>"), plans.plan, name="plan"),
    path(spelled(PLANS, "/<key:pk>/muokkaa"), telling.edit, name="edit-plan"),
    path(spelled(PLANS, "/<key:pk>/vaihe/<key:time>"), plans.stage, name="plan-stage"),
    path(spelled(PLANS, "/<key:pk>/tormays"), advice.verdict, name="plan-verdict"),
    path(spelled(PLANS, "/<key:pk>/luovu"), plans.drop, name="drop-plan"),
    path(spelled(PLANS, "/<key:pk>/jatka"), plans.take_up, name="take-up-plan"),
    path(spelled(PLANS, "/<key:pk>/pyyda"), talking.ask, name="plan-ask"),
    path(spelled(PLANS, "/<key:pk>/vastaa/<key:partner>"), talking.answer, name="plan-answer"),
    path(spelled(PLANS, "/<key:pk>/eroa/<key:organization>"), talking.leave, name="leave-plan"),
    path(spelled(PLANS, "/<key:pk>/poista/<key:partner>"), talking.part, name="plan-part"),
    path(spelled(PLANS, "/<key:pk>/viesti"), talking.write, name="plan-write"),
    path(spelled(PLANS, "/<key:pk>/seuraa"), talking.follow, name="plan-follow"),
]
