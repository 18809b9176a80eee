"""Coordinators say which days are big in their region; others read the list."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from seurantalo.common.text import Text
from seurantalo.common.time import local_day, now
from seurantalo.places.models import Area
from seurantalo.planning import big_days, remarks
from seurantalo.planning.models import BigDay

pytestmark = pytest.mark.django_db

TODAY = local_day(now())


def area(kind: str, code: str) -> Area:
    return Area.objects.get(kind=kind, code=code)


def test_a_coordinator_adds_one_and_takes_it_off(client: Client, doris: Any) -> None:
    client.force_login(doris)
    kuopio = area("municipality", "297")
    told = {
        "area": kuopio.pk,
        "name_fi": "Viinijuhlat",
        "first": (TODAY + timedelta(days=5)).isoformat(),
        "last": (TODAY + timedelta(days=4)).isoformat(),
    }
    refused = client.post(reverse("big-days"), told)
    assert refused.status_code == 422
    assert "ei voi olla ennen" in refused.content.decode()
    told["last"] = (TODAY + timedelta(days=7)).isoformat()
    assert "Viinijuhlat" in client.post(reverse("big-days"), told, follow=True).content.decode()
    day = BigDay.objects.get()
    inside = TODAY + timedelta(days=6)
    there, elsewhere = (remarks.about([inside], town) for town in ("297", "109"))
    assert any("Viinijuhlat" in said for said in there.said(inside)) and there.kept(inside)
    assert not any("Viinijuhlat" in said for said in elsewhere.said(inside))
    door = reverse("big-day-remove", args=[day.pk])
    assert "Viinijuhlat" in client.get(door).content.decode()
    assert BigDay.objects.exists()
    client.post(door)
    assert not BigDay.objects.exists()


def test_only_in_her_own_region(doris: Any, admin: Any, aino: Any, client: Client) -> None:
    days = (TODAY, TODAY)
    with pytest.raises(PermissionDenied):
        big_days.keep(area("region", "05"), Text(fi="Messut"), *days, by=doris)
    with pytest.raises(PermissionDenied):
        big_days.keep(area("country", "FI"), Text(fi="Vaalit"), *days, by=doris)
    kept = big_days.keep(area("country", "FI"), Text(fi="Vaalit"), *days, by=admin)
    assert set(big_days.areas_for(doris).filter(kind="region").values_list("code", flat=True)) == {
        "11"
    }
    client.force_login(aino)
    page = client.get(reverse("big-days")).content.decode()
    assert "Vaalit" in page
    assert "<form" not in page.split("<main", 1)[1].split("</main", 1)[0]
    assert client.post(reverse("big-days"), {}).status_code == 403
    assert client.post(reverse("big-day-remove", args=[kept.pk])).status_code == 403


def test_the_administrator_sees_false_alarms(client: Client, admin: Any, aino: Any) -> None:
    from seurantalo.planning.models import Verdict

    region = area("region", "11")
    for number, said in enumerate(["no_clash", "moved", "", ""]):
        Verdict.objects.create(
            mine="plan:1", other=f"plan:{number + 2}", score=0.65, said=said, region=region
        )
    client.force_login(admin)
    page = client.get(reverse("administration-collisions")).content.decode()
    assert "25 %" in page
    assert "Pohjois-Savo" in page
    client.force_login(aino)
    assert client.get(reverse("administration-collisions")).status_code == 403
