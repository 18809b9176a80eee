"""The authorities' metres become our degrees, and back."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seurantalo.common.coordinates import distance_km, to_tm35fin, to_wgs84
from seurantalo.places.commands import DATA


def pairs():
    with (DATA / "areas.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["easting"]:
                yield tuple(float(row[k]) for k in ("easting", "northing", "latitude", "longitude"))


def test_every_centre_agrees_in_both_systems():
    centres = list(pairs())
    assert len(centres) == 308
    for easting, northing, latitude, longitude in centres:
        assert to_wgs84(easting, northing) == pytest.approx((latitude, longitude), abs=6e-6)
        assert to_tm35fin(latitude, longitude) == pytest.approx((easting, northing), abs=1.0)


@given(st.floats(100_000, 700_000), st.floats(6_600_000, 7_700_000))
def test_there_and_back_again(easting, northing):
    latitude, longitude = to_wgs84(easting, northing)
    assert to_tm35fin(latitude, longitude) == pytest.approx((easting, northing), abs=1e-3)


@pytest.mark.parametrize("point", [(6697894.1, 391160.0), (0, 0), (float("nan"), 6700000)])
def test_a_point_elsewhere_is_refused(point):
    with pytest.raises(ValueError, match="not a point of ETRS-TM35FIN"):
        to_wgs84(*point)


def test_degrees_elsewhere_are_refused():
    with pytest.raises(ValueError, match="not a point in Finland"):
        to_tm35fin(24.9, 60.2)


def test_distance_from_helsinki_to_turku():
    assert distance_km((60.1683, 24.9529), (60.4517, 22.2670)) == pytest.approx(151, abs=2)
