"""Where PTV's JSON comes from: a file, a folder, a zip file, or the open API page by page."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from urllib.request import Request, urlopen

from django.utils.translation import gettext as _

from seurantalo.interop.report import Unreadable

LARGEST_FILE = 200 * 1024 * 1024  # bytes of one JSON document
MOST_FILES = 100_000
MOST_PAGES = 10_000
TIMEOUT = 30  # seconds without a byte
PAUSE = 0.2  # seconds between requests: theirs is a public service
TRIES = 3
BUSY = {429, 500, 502, 503, 504}


def readable(name: str) -> str:
    """A file's name that can be written down: file systems allow bytes that are no letters."""
    return name.encode("utf-8", "replace").decode()


class Document(NamedTuple):
    """One JSON document, or why it could not be read."""

    name: str
    payload: Any = None
    problem: str = ""


def documents(place: str, *, pause: float = PAUSE) -> Iterator[Document]:
    """Every document of a path or an http(s) address, in order.

    Raises Unreadable when the place does not exist. A broken document is yielded with its problem.
    """
    if urlsplit(place).scheme in {"http", "https"}:
        yield from _pages(place, pause)
        return
    path = Path(place)
    if path.is_dir():
        files = sorted(one for one in path.rglob("*.json") if one.is_file())
        if not files:
            raise Unreadable(_("There are no .json files in %(path)s.") % {"path": place})
        for file in files[:MOST_FILES]:
            yield _document(readable(str(file.relative_to(path))), file)
    elif path.is_file() and zipfile.is_zipfile(path):
        yield from _zipped(path)
    elif path.is_file():
        yield _document(readable(path.name), path)
    else:
        raise Unreadable(_("There is no file or folder %(path)s.") % {"path": place})


def parse(name: str, raw: bytes) -> Document:
    """The document of some bytes: JSON in UTF-8, a byte order mark allowed."""
    try:
        return Document(name, json.loads(raw.decode("utf-8-sig")))
    except UnicodeDecodeError:
        return Document(name, problem=_("The file is not text in UTF-8."))
    except RecursionError:
        return Document(name, problem=_("The JSON is nested too deeply."))
    except ValueError as error:
        where = f"{getattr(error, 'lineno', 1)}:{getattr(error, 'colno', 1)}"
        message = _("The file is not JSON; the fault is at %(place)s (line:column).")
        return Document(name, problem=message % {"place": where})


def _document(name: str, path: Path) -> Document:
    try:
        if path.stat().st_size > LARGEST_FILE:
            return Document(name, problem=_too_large())
        return parse(name, path.read_bytes())
    except OSError as error:
        return Document(name, problem=_("It cannot be read: %(error)s") % {"error": error.strerror})


def _too_large() -> str:
    return _("It is larger than %(size)s MB.") % {"size": LARGEST_FILE // 1024**2}


def _zipped(path: Path) -> Iterator[Document]:
    with zipfile.ZipFile(path) as archive:
        members = [one for one in archive.infolist() if one.filename.lower().endswith(".json")]
        for member in members[:MOST_FILES]:
            name = readable(member.filename)
            try:
                # Read at most a byte too much: the size a zip file tells of itself may be a lie.
                with archive.open(member) as stream:
                    raw = stream.read(LARGEST_FILE + 1)
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError):
                yield Document(name, problem=_("The zip file is broken here."))
                continue
            if len(raw) > LARGEST_FILE:
                yield Document(name, problem=_too_large())
            else:
                yield parse(name, raw)


def _pages(address: str, pause: float) -> Iterator[Document]:
    """The pages of a list, as many as the first one says; one answer when it is no list."""
    number = last = first = _page_of(address)
    while number <= min(last, MOST_PAGES):
        url = address if number == first else _with_page(address, number)
        try:
            document = parse(url, _fetch(url, pause))
        except Unreadable as error:
            yield Document(url, problem=str(error))
            return
        yield document
        count = document.payload.get("pageCount") if isinstance(document.payload, dict) else None
        last = count if isinstance(count, int) else last
        number += 1
        if number <= last:
            time.sleep(pause)


def _page_of(address: str) -> int:
    told = dict(parse_qsl(urlsplit(address).query)).get("page", "1")
    return int(told) if told.isdecimal() and int(told) > 0 else 1


def _with_page(address: str, number: int) -> str:
    parts = urlsplit(address)
    query = [(key, value) for key, value in parse_qsl(parts.query) if key != "page"]
    return urlunsplit(parts._replace(query=urlencode([*query, ("page", str(number))])))


def _fetch(url: str, pause: float) -> bytes:
    """The body of an address; tries again when the server is busy. Raises Unreadable."""
    headers = {"Accept": "application/json", "User-Agent": "Seurantalo"}
    request = Request(url, headers=headers)  # noqa: S310 - only http(s) addresses come here
    for attempt in range(1, TRIES + 1):
        try:
            with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310 - as above
                body = io.BytesIO(answer.read(LARGEST_FILE + 1)).getvalue()
        except HTTPError as error:
            if error.code not in BUSY or attempt == TRIES:
                raise Unreadable(
                    _("The server answers %(code)s.") % {"code": error.code}
                ) from error
        except (URLError, OSError, ValueError) as error:
            if attempt == TRIES:
                reason = getattr(error, "reason", error)
                message = _("The server cannot be reached: %(reason)s")
                raise Unreadable(message % {"reason": reason}) from error
        else:
            if len(body) > LARGEST_FILE:
                raise Unreadable(_too_large())
            return body
        time.sleep(pause * 5**attempt)
    raise AssertionError("the last attempt returns or raises")
