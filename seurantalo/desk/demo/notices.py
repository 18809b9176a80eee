"""What the people of the demo answer to the questions of the wizard, in Finnish as it is typed."""

from __future__ import annotations

from typing import Any

from seurantalo.desk.demo.scene import Scene

Answers = dict[str, Any]


def _notice(**told: Any) -> Answers:
    """What most of them tell alike, and what this one tells."""
    common = {"way": "place", "target_groups": ["everyone"], "price": "free", "joining": "come"}
    return {**common, **told}


def walking_group(scene: Scene) -> Answers:
    """Public, and its times end before long."""
    return _notice(
        title="Kävelyllä kaveriksi",
        text="Kävellään yhdessä rauhallista vauhtia ja juodaan päälle kahvit kirjastolla.",
        more="Lenkki on parin kilometrin mittainen ja kulkee tasaista tietä. Mukaan pääsee myös"
        " rollaattorin kanssa. Voit tulla yksin: ohjaaja on vastassa kirjaston ovella.",
        kind="hobby",
        times=f"joka torstai klo 10–11.30, {scene.said(-60)}–{scene.said(18)}",
        address="Kirjastotie 2, 73300 Nilsiä",
        place_name="Nilsiän kirjasto",
        themes=["befriending", "hiking"],
        target_groups=["older-people", "everyone"],
        languages=["fi"],
        phone="050 555 0141",
        email="aino@seurantalo.example",
        accessibility=["step-free"],
    )


WALKING_GROUP_IN_ENGLISH = {
    "name": "A walk and a friend",
    "summary": "We walk together at an easy pace and have coffee at the library afterwards.",
    "description": "The walk is about two kilometres on level ground. You may come alone: the"
    " leader waits at the door of the library.",
}
LATER_WORDS = "Kävellään yhdessä rauhallista vauhtia. Talvella kahvit juodaan seurantalolla."


def singing(scene: Scene) -> Answers:
    """Sent, and returned by Doris: the price and the door are missing."""
    return _notice(
        title="Toivelauluja seurantalolla",
        text="Lauletaan yhdessä tuttuja lauluja. Laulutaitoa ei tarvita.",
        kind="hobby",
        times=f"joka toinen tiistai klo 14–15.30, {scene.said(10)}–{scene.said(170)}",
        address="Seuratie 3, 73300 Nilsiä",
        themes=["choir-and-singing", "loneliness"],
        price="unknown",
        phone="050 555 0141",
    )


COMMENT_ON_SINGING = (
    "Kiva uusi ryhmä! Lisäisitkö vielä, maksaako osallistuminen jotain ja kummasta ovesta tullaan"
    " sisään? Sitten tämä on valmis."
)


def becoming_a_friend(scene: Scene) -> Answers:
    """An edit of a public notice that waits for Doris."""
    return {
        "title": "Ryhdy ystäväksi naapurille",
        "text": "Etsimme uusia vapaaehtoisia ystäviä ikäihmisille. Yksi tunti viikossa riittää.",
        "times": f"{scene.said(24)} klo 17–20",
        "phone": "050 555 0142",
        "person": "Aino Laitinen",
        "consent": "on",
    }


def cooking(scene: Scene) -> Answers:
    """Begun on a phone, and left in the middle."""
    return {
        "title": "Keittokerho yksin asuville",
        "text": "Laitetaan yhdessä ruokaa ja syödään saman pöydän ääressä.",
        "kind": "hobby",
        "times": f"joka toinen keskiviikko klo 16–18, {scene.said(11)}–{scene.said(160)}",
        "themes": ["food-aid"],
    }


def knitting(scene: Scene) -> Answers:
    """The first notice of a group that nobody knew, by a newcomer."""
    return _notice(
        org_name="Nilsiän Silmukat",
        organization="new",
        title="Neulekahvila",
        text="Tule neulomaan, virkkaamaan tai vain juttelemaan. Langat ja puikot saat lainaksi.",
        more="Neulomme sukkia ja peittoja, osan lahjoitamme vauvaperheille. Aloittelija saa"
        " vieruskaverin neuvomaan.",
        kind="hobby",
        times=f"joka maanantai klo 17.30–19.30, {scene.said(9)}–{scene.said(180)}",
        address="Seuratie 3, 73300 Nilsiä",
        themes=["crafts"],
        phone="050 555 0163",
        email="hilkka@seurantalo.example",
        person="Hilkka Rytkönen",
        consent="on",
    )


def choir(scene: Scene) -> Answers:
    """Waits for review, and somebody has taken it to read."""
    return _notice(
        title="Joululauluja kirkonmäellä",
        text="Kuoro laulaa ja yleisö saa laulaa mukana. Glögiä ja piparia tarjolla.",
        kind="event",
        times=f"{scene.said(22)} klo 18–19.30",
        address="Kirkkotie 1, 73300 Nilsiä",
        place_name="Nilsiän kirkko",
        themes=["choir-and-singing"],
        phone="050 555 0171",
    )


def evening_off(scene: Scene) -> Answers:
    """Published at once by an organisation that is trusted."""
    return _notice(
        title="Omaishoitajien saunailta",
        text="Ilta omaa aikaa: rantasauna, iltapala ja juttuseuraa toisista omaishoitajista.",
        more="Hoidettavalle voi järjestää sijaisen illaksi, kerro siitä ilmoittautuessasi.",
        kind="support",
        times=f"joka kuun viimeinen perjantai klo 17–20, {scene.said(5)}–{scene.said(185)}",
        address="Rantatie 12, 73300 Nilsiä",
        place_name="Rantasauna",
        themes=["caregivers", "peer-support"],
        target_groups=["relatives-and-caregivers"],
        price="paid",
        price_text="5 € iltapalasta",
        phone="050 555 0181",
        email="liisa@seurantalo.example",
        joining="sign_up",
    )


def same_cafe(told: Answers) -> Answers:
    """A café that its other organiser has told already: the two are one."""
    return {
        **told,
        "title": "Ystäväkahvila Nilsiässä",
        "text": "Kahvia ja juttuseuraa kaikille. Tule yksin tai kaverin kanssa.",
        "phone": "050 555 0191",
        "email": "",
        "person": "",
        "consent": "",
        "web": "",
        "picture": None,
    }
