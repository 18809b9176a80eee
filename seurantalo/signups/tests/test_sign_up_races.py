"""The last place, and two who press at the very same moment: one gets it."""

import threading

import pytest
from django.db import connection

from seurantalo.signups import commands
from seurantalo.signups.models import SignUp
from seurantalo.signups.tests.factories import offer_of, party, sign_up

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the test's database in memory has one writer"
    ),
]


def at_once(*deeds):
    """Do all at the same moment, each in a thread of its own; what each raised, None if nothing."""
    gate, raised = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(number, deed):
        try:
            gate.wait(timeout=20)
            deed()
        except Exception as error:
            raised[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return raised


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
