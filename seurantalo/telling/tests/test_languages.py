"""The same words in Swedish, English, Northern Sámi and plain Finnish, and which are behind."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.urls import reverse

from seurantalo.activities import queries
from seurantalo.activities.models import Activity
from seurantalo.activities.tests.factories import activity, activity_content, at
from seurantalo.common.text import Text
from seurantalo.organizations.models import Organization
from seurantalo.organizations.tests.factories import member, organization
from seurantalo.publishing.standing import standing
from seurantalo.records.schemas import PriceRecord, RegistrationRecord
from seurantalo.telling import languages, own_changes, translation

CONTENT = activity_content(
    description=Text(fi="Tule juttelemaan."),
    price=PriceRecord(kind="paid", text=Text(fi="2 €")),
    channels=(
        at(
            note=Text(fi="Soita ovikelloa."),
            registration=RegistrationRecord(required=True, text=Text(fi="Soita ensin.")),
        ),
    ),
)


def states(content, lang="sv"):
    return {line.key: line.cell(lang).state for line in languages.lines(content)}


def test_every_text_is_there_to_be_translated():
    assert states(CONTENT) == dict.fromkeys(
        ["name", "summary", "description", "price", "note-0", "registration-0"], "missing"
    )
    assert set(states(CONTENT, "fi").values()) == {"original"}


def test_a_translation_is_in_order_until_the_original_changes():
    told = {key: f"på svenska {key}" for key in states(CONTENT)}
    done = languages.put(CONTENT, "sv", told)
    assert set(states(done).values()) == {"there"}
    assert done.channels[0].registration.text["sv"] == "på svenska registration-0"
    assert done.channels[0].registration.required
    changed = languages.with_texts(done, {"name": Text({**done.name, "fi": "Uusi nimi"})})
    assert states(changed)["name"] == "older"
    assert states(changed)["summary"] == "there"


def test_saying_that_it_is_still_right_or_writing_it_anew():
    done = languages.put(CONTENT, "sv", {"name": "Vänkafé"})
    changed = languages.with_texts(done, {"name": Text(fi="Uusi", sv="Vänkafé")})
    same = languages.put(changed, "sv", {"name": "Vänkafé"})
    assert states(same)["name"] == "older"
    assert (
        states(languages.put(changed, "sv", {"name": "Vänkafé"}, checked={"name"}))["name"]
        == "there"
    )
    assert states(languages.put(changed, "sv", {"name": "Nytt"}))["name"] == "there"


def test_a_machine_s_words_are_marked_until_a_person_says_they_are_right():
    drafted = languages.put(CONTENT, "sv", {"name": "Vän kafé"}, machine={"name"})
    assert states(drafted)["name"] == "machine"
    checked = languages.put(drafted, "sv", {"name": "Vän kafé"}, checked={"name"})
    mended = languages.put(drafted, "sv", {"name": "Vänkafé"})
    assert states(checked)["name"] == states(mended)["name"] == "there"


def test_taking_a_translation_away_and_never_the_original():
    done = languages.put(CONTENT, "sv", {"name": "Vänkafé"})
    gone = languages.put(done, "sv", {"name": ""})
    assert (gone.name, gone.translation_notes) == (CONTENT.name, ())
    assert languages.put(CONTENT, "fi", {"name": ""}) == CONTENT


def test_spaces_do_not_make_a_translation_old():
    assert languages.fingerprint("a  b\n\nc ") == languages.fingerprint("a b c")


def test_an_organisation_that_writes_in_swedish():
    swedish = CONTENT.model_copy(update={"name": Text(sv="Kören")})
    line = next(one for one in languages.lines(swedish) if one.key == "name")
    assert (line.cell("sv").state, line.cell("fi").state) == ("original", "missing")


@pytest.fixture
def friends(aino):
    found = organization()
    member(found, aino)
    found.trusted = True
    found.save()
    return found


@pytest.fixture
def notice(friends):
    return activity("Ystäväkahvila", of=friends, description=Text(fi="Tule juttelemaan."))


@pytest.fixture
def hers(client, aino, friends):
    client.force_login(aino)
    return client


def address(thing, lang="sv"):
    kind = "organization" if isinstance(thing, Organization) else "activity"
    return reverse(f"{kind}-language", args=[thing.pk, lang])


def filled(answer, **typed):
    """The fields of the page as a browser would send them, some of them typed over."""
    form, data = answer.context["form"], {}
    for bound in form:
        value = bound.value()
        data[bound.html_name] = value if isinstance(value, str) else ""
        if bound.field.show_hidden_initial:
            drawn = form.data.get(bound.html_initial_name) if form.is_bound else value
            data[bound.html_initial_name] = drawn or ""
    return {**data, **typed}


def content(thing):
    return queries.content(Activity.objects.get(pk=thing.pk))


def test_adding_swedish(hers, notice):
    overview = reverse("activity-languages", args=[notice.pk])
    assert address(notice) in hers.get(overview).content.decode()
    page = hers.get(address(notice))
    assert "Ystäväkahvila" in page.content.decode()
    answer = hers.post(address(notice), filled(page, name="Vänkafé"))
    assert answer.url == overview
    told = content(notice)
    assert told.name == Text(fi="Ystäväkahvila", sv="Vänkafé")
    assert "sv" not in told.description
    assert standing(Activity.objects.get(pk=notice.pk)) == "public"
    assert "Vänkafé" in hers.get(f"/sv/verksamhet/{notice.pk}").content.decode()


def test_what_is_behind_is_seen_after_the_original_changed(hers, notice, aino):
    hers.post(address(notice), filled(hers.get(address(notice)), name="Vänkafé"))
    own_changes.change(Activity.objects.get(pk=notice.pk), {"name": "Juttukahvila"}, by=aino)
    page = hers.get(address(notice))
    row = next(row for row in page.context["form"].rows() if row["line"].key == "name")
    assert row["cell"].state == "older"
    hers.post(address(notice), filled(page, **{"name-right": "on"}))
    assert states(content(notice))["name"] == "there"


def test_another_s_change_meanwhile_is_shown(hers, notice, aino):
    page = hers.get(address(notice))
    hers.post(address(notice), filled(page, name="Vänkafé"))
    answer = hers.post(address(notice), filled(page, name="Vännernas kafé"))
    assert answer.status_code == 422
    assert "Vänkafé" in answer.context["form"].errors["name"][0]
    assert "Vännernas kafé" in answer.content.decode()
    hers.post(address(notice), filled(answer))
    assert content(notice).name["sv"] == "Vännernas kafé"


def test_codes_of_web_pages_and_huge_texts(hers, notice):
    page = hers.get(address(notice))
    hers.post(address(notice), filled(page, name="<b>Vän</b><script>x</script>kafé"))
    assert content(notice).name["sv"] == "Vänkafé"
    answer = hers.post(address(notice), filled(page, description="å" * 6000))
    assert answer.status_code == 422
    assert "å" * 6000 in answer.content.decode()


def test_a_draft_stays_a_draft(hers, friends):
    draft = activity("Luonnos", of=friends, publish=False)
    hers.post(address(draft), filled(hers.get(address(draft)), name="Utkast"))
    assert standing(Activity.objects.get(pk=draft.pk)) == "draft"
    assert content(draft).name["sv"] == "Utkast"


def test_an_organisation_too(hers, friends):
    assert hers.get(reverse("organization-languages", args=[friends.pk])).status_code == 200
    hers.post(address(friends), filled(hers.get(address(friends)), name="Nilsiäs vänner rf"))
    friends.refresh_from_db()
    assert friends.name["sv"] == "Nilsiäs vänner rf"


def test_rights_and_unknown_languages(client, kalle, notice, hers):
    assert hers.get(address(notice, "xx")).status_code == 404
    client.force_login(kalle)
    assert client.get(address(notice)).status_code == 403
    assert client.post(address(notice), {"name": "Kaapattu"}).status_code == 403
    client.logout()
    assert client.get(address(notice)).status_code == 302


def test_plain_finnish_is_read_by_those_who_want_it(hers, client, notice):
    page = hers.get(address(notice, languages.SELKO))
    hers.post(address(notice, languages.SELKO), filled(page, summary="Juomme kahvia. Voit puhua."))
    client.logout()
    usual = client.get(reverse("activity", args=[notice.pk])).content.decode()
    assert "?kieli=selko" in usual
    assert "Voit puhua." not in usual
    plain = client.get(reverse("activity", args=[notice.pk]) + "?kieli=selko").content.decode()
    assert "Juomme kahvia. Voit puhua." in plain
    assert "Kahvia ja juttuseuraa" not in plain.partition("<main")[2].partition("</main")[0]


class Engine(BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, asked))
        status, body = self.server.answer(asked)
        try:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body if isinstance(body, bytes) else json.dumps(body).encode())
        except OSError:
            pass

    def log_message(self, *args):
        pass


@pytest.fixture
def engine(settings):
    """A translation engine of this very machine."""
    found = ThreadingHTTPServer(("127.0.0.1", 0), Engine)
    found.asked = []
    found.answer = lambda asked: (200, {"translatedText": [f"sv: {text}" for text in asked["q"]]})
    threading.Thread(target=found.serve_forever, daemon=True).start()
    settings.TRANSLATION_URL = f"http://127.0.0.1:{found.server_port}"
    settings.TRANSLATION_KEY = "avain"
    yield found
    found.shutdown()
    found.server_close()


def test_without_an_engine_nobody_is_offered_one(hers, notice):
    page = hers.get(address(notice))
    assert 'name="draft"' not in page.content.decode()
    assert hers.post(address(notice), filled(page, draft="1")).status_code == 404


def test_a_machine_drafts_a_person_confirms_and_readers_are_told(hers, client, notice, engine):
    page = hers.get(address(notice))
    assert 'name="draft"' in page.content.decode()
    drafted = hers.post(address(notice), filled(page, summary="Kaffe för alla", draft="1"))
    assert drafted.status_code == 200
    path, asked = engine.asked[0]
    assert path == "/translate"
    assert (asked["source"], asked["target"], asked["api_key"]) == ("fi", "sv", "avain")
    text = drafted.content.decode()
    assert "sv: Ystäväkahvila" in text
    assert "Kaffe för alla" in text  # what she typed is hers
    assert "sv" not in content(notice).name  # nothing is written yet
    hers.post(address(notice), filled(drafted, **{"description-right": "on"}))
    told = states(content(notice))
    assert (told["name"], told["summary"], told["description"]) == ("machine", "there", "there")
    public = f"/sv/verksamhet/{notice.pk}"
    record = client.get(f"{public}.json").json()
    assert record["machine_translated"] == ["sv"]
    shown = client.get(public).content.decode()
    assert "maskin" in shown.lower() or "machine" in shown
    page = hers.get(address(notice))
    hers.post(address(notice), filled(page, **{"name-right": "on"}))
    assert client.get(f"{public}.json").json()["machine_translated"] == []


def test_no_machine_for_plain_finnish(hers, notice, engine):
    page = hers.get(address(notice, languages.SELKO))
    assert 'name="draft"' not in page.content.decode()


@pytest.mark.parametrize(
    "answer",
    [
        (500, b"oops"),
        (403, {"error": "key"}),
        (200, b"<html>"),
        (200, {"translatedText": ["one"]}),
        (200, {"translatedText": ["", "", ""]}),
        (200, {"other": 1}),
        (200, b"[1]"),
    ],
)
def test_an_engine_that_fails_is_told_and_nothing_is_lost(hers, notice, engine, answer):
    engine.answer = lambda asked: answer
    page = hers.get(address(notice))
    failed = hers.post(address(notice), filled(page, name="Vänkafé", draft="1"))
    assert failed.status_code == 200
    assert list(failed.context["messages"])
    assert "Vänkafé" in failed.content.decode()


def test_an_engine_that_is_too_slow(engine, monkeypatch):
    def slowly(asked):
        time.sleep(1)
        return 200, {"translatedText": asked["q"]}

    engine.answer = slowly
    monkeypatch.setattr(translation, "TIMEOUT", 0.2)
    with pytest.raises(translation.NotTranslated):
        translation.translate(["Hei"], source="fi", target="sv")


def test_no_engine_there(settings):
    settings.TRANSLATION_URL = "http://127.0.0.1:9/"
    with pytest.raises(translation.NotTranslated):
        translation.translate(["Hei"], source="fi", target="sv")


def test_few_queries(hers, notice, django_assert_max_num_queries):
    with django_assert_max_num_queries(24):
        hers.get(reverse("activity-languages", args=[notice.pk]))
