"""A picture somebody sends is looked at, never believed: then written anew by ourselves.

What it is is told by its content, not its name. Written anew, it carries no position of a home
(EXIF), nothing hidden behind its last byte, and no more pixels than a page needs.
"""

from __future__ import annotations

import warnings
from functools import partial
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from seurantalo.common.text import Text
from seurantalo.publishing.models import Picture

LARGEST_FILE = 10 * 1024 * 1024  # bytes; what a phone's camera makes fits
LARGEST_PICTURE = 50_000_000  # pixels, before anything is unpacked
LONGEST_SIDE = 2000  # pixels that are kept
KINDS = ("JPEG", "PNG", "WEBP", "GIF")  # read; only the first picture of a moving one


def take_in(upload: Any, alt: Text | str, *, by: Any = None, credit: str = "") -> Picture:
    """The picture of an upload, written anew and saved, with its alternative text.

    `alt` tells in words what is seen (a str is Finnish). Raises ValidationError, saying what to do,
    for what is too big, is no picture, is broken or has no alternative text. `by` is the caller's
    to have been allowed: a picture belongs to nobody until something shows it.
    """
    words = Text(fi=alt) if isinstance(alt, str) else alt
    if not words:
        raise ValidationError(
            _("Tell in a few words what is in the picture, for those who cannot see it."),
            code="alt",
        )
    body, ending = written_anew(upload)
    file = ContentFile(body, name=f"{uuid4().hex}.{ending}")
    return Picture.objects.create(file=file, alt=words, credit=credit.strip()[:120])


def forget(address: str) -> None:
    """Delete the picture of ours at an address, and its file when the transaction is kept.

    The caller knows that nothing shows it any more; a picture of somebody else's is let be.
    """
    name = address.rpartition("/")[2]  # a uuid of ours, see `take_in`
    for picture in Picture.objects.filter(file__endswith=f"/{name}"):
        picture.delete()
        transaction.on_commit(partial(picture.file.delete, save=False))


def written_anew(upload: Any) -> tuple[bytes, str]:
    """The bytes of the picture as we write it, and the ending of its file name: jpg or png."""
    if upload.size > LARGEST_FILE:
        raise ValidationError(
            _("The picture is too big (at most 10 MB). Choose a smaller one."), code="size"
        )
    image = _opened(upload)
    image = ImageOps.exif_transpose(image)
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = BytesIO()
    if image.has_transparency_data:
        image.convert("RGBA").save(out, "PNG", optimize=True)
        return out.getvalue(), "png"
    image.convert("RGB").save(out, "JPEG", quality=86, optimize=True, progressive=True)
    return out.getvalue(), "jpg"


def _opened(upload: Any) -> Image.Image:
    """The picture unpacked. Its size is asked before, so that a bomb is never opened."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            upload.seek(0)
            image: Image.Image = Image.open(upload, formats=KINDS)
            if image.width * image.height > LARGEST_PICTURE:
                raise Image.DecompressionBombError
            image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(
            _("The picture has too many pixels. Make it smaller and try again."), code="pixels"
        ) from error
    except UnidentifiedImageError as error:
        raise ValidationError(
            _("This file is not a picture we can read. Choose a JPEG, PNG, WebP or GIF picture."),
            code="kind",
        ) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise ValidationError(
            _("The picture is broken and cannot be read. Choose another one."), code="broken"
        ) from error
    return image
