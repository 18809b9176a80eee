"""A picture somebody sends is looked at, never believed."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from seurantalo.publishing.pictures import LONGEST_SIDE, take_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def upload(body: bytes, name: str = "kuva.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body, content_type="image/jpeg")


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **more
) -> bytes:
    out = BytesIO()
    Image.new(mode, size, "red" if mode == "RGB" else (255, 0, 0, 90)).save(out, kind, **more)
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of a few bytes that says it is 30 000 × 30 000 pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 90_001)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_of_any_usual_kind_is_taken_in(kind):
    kept = take_in(upload(picture(kind)), "Ihmisiä pöydän ääressä")
    assert (kept.width, kept.height) == (60, 40)
    assert kept.alt == {"fi": "Ihmisiä pöydän ääressä"}


def test_where_it_was_taken_is_not_kept():
    exif = Image.Exif()
    exif[0x010F] = "Kamera Oy"
    exif.get_ifd(0x8825)[1] = "N"
    kept = take_in(upload(picture(exif=exif)), "Talo")
    with Image.open(kept.file) as again:
        assert not again.getexif()
    assert b"Kamera" not in kept.file.open().read()


def test_a_photo_on_its_side_is_turned():
    exif = Image.Exif()
    exif[0x0112] = 6
    kept = take_in(upload(picture(exif=exif)), "Talo")
    assert (kept.width, kept.height) == (40, 60)


def test_a_logo_stays_see_through():
    kept = take_in(upload(picture("PNG", mode="RGBA")), "Merkki")
    assert kept.file.name.endswith(".png")


def test_more_pixels_than_a_page_needs_are_not_kept():
    kept = take_in(upload(picture(size=(4000, 3000))), "Järvi")
    assert kept.width == LONGEST_SIDE


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "kind"),
        (b"%PDF-1.4", "kind"),
        (b"", "kind"),
        (bomb(), "pixels"),
        (picture()[:400], "broken"),
    ],
)
def test_what_is_no_good_picture_is_refused_with_what_to_do(body, why):
    with pytest.raises(ValidationError) as refused:
        take_in(upload(body), "Jotakin")
    assert refused.value.code == why


def test_a_huge_file_is_not_even_opened():
    huge = upload(b"")
    huge.size = 11 * 1024 * 1024
    with pytest.raises(ValidationError) as refused:
        take_in(huge, "Jotakin")
    assert refused.value.code == "size"


def test_without_alternative_text_it_is_not_taken():
    with pytest.raises(ValidationError) as refused:
        take_in(upload(picture()), " ")
    assert refused.value.code == "alt"
