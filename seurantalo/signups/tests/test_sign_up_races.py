"""The last place, and two who press at the very same moment: one gets it."""

from seurantalo.common.tests import races
from seurantalo.common.tests.races import at_once
from seurantalo.signups import commands
from seurantalo.signups.models import SignUp
from seurantalo.signups.tests.factories import offer_of, party, sign_up

pytestmark = races.pytestmark


def one(activity, time, number):
    told = commands.Told(f"Maija {number}", f"maija{number}@koti.example")
    return lambda: commands.sign_up(activity, time, told)


def test_six_press_and_two_get_in():
    christmas = party(limit=2)
    time = offer_of(christmas).time
    raised = at_once(*(one(christmas, time, number) for number in range(6)))
    assert sum(error is None for error in raised) == 2
    assert SignUp.objects.filter(status="coming").count() == 2


def test_two_cancel_and_each_place_is_given_once():
    full = party(limit=2, waiting_list=True)
    seated = [sign_up(full, name) for name in ("Maija", "Liisa")]
    for name in ("Eeva", "Anna", "Kerttu"):
        sign_up(full, name)
    raised = at_once(*(lambda each=each: commands.cancel(each) for each in seated))
    assert raised == [None, None]
    assert SignUp.objects.filter(status="coming").count() == 2
    assert SignUp.objects.filter(status="waiting").get().name == "Kerttu"
