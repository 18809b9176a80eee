"""The environment, read once and typed: a wrong value stops the start with a message."""

from __future__ import annotations

import os
import re
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}


def _raw(name: str, default: str) -> str:
    return os.environ.get(name, default).strip()


def string(name: str, default: str = "", *, choices: tuple[str, ...] = ()) -> str:
    """A plain text, optionally one of `choices`."""
    value = _raw(name, default)
    if choices and value not in choices:
        raise ImproperlyConfigured(f"{name}={value!r}: give one of {', '.join(choices)}")
    return value


def boolean(name: str, default: bool) -> bool:
    """yes/no, true/false, on/off, 1/0."""
    value = _raw(name, "yes" if default else "no").lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name}={value!r}: give yes or no")
    return value in TRUE


def integer(name: str, default: int, *, least: int = 0) -> int:
    """A whole number of at least `least`."""
    value = _raw(name, str(default))
    if not re.fullmatch("-?[0-9]{1,18}", value) or int(value) < least:
        raise ImproperlyConfigured(f"{name}={value!r}: give a whole number of at least {least}")
    return int(value)


def secret(name: str, default: str = "") -> str:
    """A secret from NAME, or from the file that NAME_FILE names."""
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE={path!r} cannot be read: {error}") from error
    return _raw(name, default)


def listing(name: str, default: str = "") -> list[str]:
    """Values separated by commas."""
    return [part.strip() for part in _raw(name, default).split(",") if part.strip()]
