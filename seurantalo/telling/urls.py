"""Addresses of the room."""

from django.urls import URLPattern, path

from seurantalo.common.addresses import spelled
from seurantalo.telling.views import (
    asking,
    copying,
    editing,
    ending,
    languages,
    linking,
    own,
    partners,
    planned,
    times,
)

REPORT = {"fi": "ilmoita", "sv": "beratta", "en": "tell", "se": "almmut"}
EDIT = {
    "fi": "toiminta/<key:pk>/muokkaa",
    "sv": "verksamhet/<key:pk>/redigera",
    "en": "activities/<key:pk>/edit",
    "se": "doaibma/<key:pk>/rievdat",
}

OWN = {"fi": "omat", "sv": "mina", "en": "own", "se": "iezan"}
TEMPLATES = {"fi": "pohjat", "sv": "mallar", "en": "templates", "se": "vuodut"}
ACTIVITY = {"fi": "toiminta", "sv": "verksamhet", "en": "activities", "se": "doaibma"}
ORGANIZATION = {"fi": "jarjestot", "sv": "organisationer", "en": "organizations", "se": "searvvit"}
LANGUAGES = {"fi": "kielet", "sv": "sprak", "en": "languages", "se": "gielat"}
COPY = {"fi": "kopioi", "sv": "kopiera", "en": "copy", "se": "mange"}
END = {"fi": "lopeta", "sv": "avsluta", "en": "end", "se": "loahpat"}
MANY = {"fi": "muokkaa", "sv": "redigera", "en": "edit", "se": "rievdat"}
KEEP = {"fi": "pohjaksi", "sv": "till-mall", "en": "keep", "se": "vuoddun"}
TIMES = {"fi": "kerrat", "sv": "tillfallen", "en": "times", "se": "geardit"}
ONWARDS = {
    "fi": "tasta-eteenpain",
    "sv": "harifran-framat",
    "en": "from-here-on",
    "se": "das-ovddos",
}
START = {"fi": "aloita", "sv": "borja", "en": "start", "se": "alggat"}
PARTNERS = {"fi": "kumppanit", "sv": "partner", "en": "partners", "se": "guoimmit"}
DROP = {"fi": "poista", "sv": "ta-bort", "en": "delete", "se": "sihko"}
LINK = {"fi": "linkki", "sv": "lank", "en": "link", "se": "linka"}
KEY = dict.fromkeys(OWN, "<key:pk>")
TIME = dict.fromkeys(OWN, "<slug:key>")


def _joined(*words: dict[str, str]) -> str:
    """A route of words spelled in each language: /omat/toiminta."""
    return spelled({lang: "/".join(word[lang] for word in words) for lang in OWN})


urlpatterns: list[URLPattern] = [
    path(spelled(REPORT), asking.start, name="report"),
    path(_joined(REPORT, LINK), linking.from_link, name="report-link"),
    path(spelled(REPORT, "/<uuid:pk>"), ending.hub, name="report-summary"),
    path(spelled(REPORT, "/<uuid:pk>/esikatselu"), ending.preview, name="report-preview"),
    path(spelled(REPORT, "/<uuid:pk>/laheta"), ending.send, name="report-send"),
    path(spelled(REPORT, "/<uuid:pk>/kiitos"), ending.sent, name="report-sent"),
    path(spelled(REPORT, "/<uuid:pk>/erot"), ending.differences, name="report-differences"),
    path(spelled(REPORT, "/<uuid:pk>/poista"), ending.drop, name="report-drop"),
    path(spelled(REPORT, "/<uuid:pk>/<slug:step>"), asking.step, name="report-step"),
    path(spelled(REPORT, "/suunnitelma/<key:pk>"), planned.start_from_plan, name="plan-to-report"),
    path(spelled(EDIT), editing.edit, name="edit-activity"),
    path(spelled(EDIT, "/<slug:step>"), editing.step, name="edit-activity-step"),
    path(_joined(OWN, ACTIVITY), own.own_activities, name="own-activities"),
    path(_joined(OWN, ACTIVITY, MANY), own.edit_many, name="edit-many"),
    path(_joined(OWN, ACTIVITY, KEY, TIMES), times.times, name="own-times"),
    path(_joined(OWN, ACTIVITY, KEY, TIMES, TIME), times.one_time, name="own-time"),
    path(_joined(OWN, ACTIVITY, KEY, TIMES, TIME, ONWARDS), times.following, name="own-following"),
    path(_joined(OWN, TEMPLATES), copying.templates, name="notice-templates"),
    path(_joined(OWN, TEMPLATES, KEY, START), copying.start_from, name="start-from-template"),
    path(_joined(OWN, TEMPLATES, KEY, DROP), copying.drop_template, name="drop-template"),
    path(_joined(ACTIVITY, KEY, END), own.end_activity, name="end-activity"),
    path(_joined(ACTIVITY, KEY, PARTNERS), partners.partners, name="activity-partners"),
    path(
        _joined(ACTIVITY, KEY, PARTNERS, dict.fromkeys(OWN, "<key:organization>")),
        partners.partner,
        name="activity-partner",
    ),
    path(_joined(ACTIVITY, KEY, COPY), copying.copy_activity, name="copy-activity"),
    path(_joined(ACTIVITY, KEY, KEEP), copying.keep_template, name="keep-template"),
]
for kind, thing in (("activity", ACTIVITY), ("organization", ORGANIZATION)):
    urlpatterns += [
        path(
            _joined(thing, KEY, LANGUAGES), languages.overview, {"kind": kind}, f"{kind}-languages"
        ),
        path(
            _joined(thing, KEY, LANGUAGES, dict.fromkeys(OWN, "<slug:lang>")),
            languages.write,
            {"kind": kind},
            f"{kind}-language",
        ),
    ]
