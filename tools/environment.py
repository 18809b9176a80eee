"""From nothing to a working .venv, in the standard library alone, under any Python 3.8+.

Finds an interpreter by running candidates, installs the locked requirements by their hashes,
remembers in var/stamps what is done. Everything that goes wrong becomes a `Stop` that says what to
do.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VAR = Path(os.environ.get("SEURANTALO_VAR") or ROOT / "var")
STAMPS = VAR / "stamps"
OLDEST, NEWEST = (3, 12), (3, 14)
ROOM_NEEDED = 900  # MB: packages, assets and demo data
PROBE = """
import importlib.util as u, sys
missing = [m for m in ("venv", "ensurepip", "sqlite3", "ssl") if not u.find_spec(m)]
print(*sys.version_info[:2], sys.executable, *missing, sep="|")
"""
NO_CONNECTION = (
    "could not find a version",
    "no matching distribution",
    "newconnectionerror",
    "name resolution",
    "timed out",
    "enotfound",
    "econnrefused",
    "etimedout",
    "eai_again",
    "proxyerror",
    "connection refused",
    "failed to fetch",
    "dns error",
)


class Stop(Exception):
    """Ends the command with a message that says what to do."""


def say(text: str) -> None:
    """Tell the person at the terminal."""
    print(text, flush=True)


def candidates() -> list[str]:
    """Interpreters that may be there, the best first. Being there does not mean working."""
    if os.environ.get("SEURANTALO_PYTHON"):
        return [os.environ["SEURANTALO_PYTHON"]]
    names = ["python3.13", "python3.14", "python3.12", "python3", "python"]
    found = [sys.executable, *filter(None, (shutil.which(name) for name in names))]
    home = Path(os.environ.get("HOME") or "/")
    pyenv = Path(os.environ.get("PYENV_ROOT") or home / ".pyenv")
    for folder, pattern in [
        (pyenv / "versions", "3.*/bin/python3"),
        (home / ".local/share/uv/python", "cpython-3.*/bin/python3"),
        (Path("/usr/local/bin"), "python3.1[0-9]"),
        (Path("/opt/homebrew/bin"), "python3.1[0-9]"),
        (Path("/opt"), "python*/bin/python3"),
    ]:
        if folder.is_dir():
            found += sorted(map(str, folder.glob(pattern)), reverse=True)
    return list(dict.fromkeys(found))


def probe(candidate: str) -> tuple[tuple[int, int], str, list[str]] | None:
    """(version, real path, missing modules) by running the candidate; None when it does not run."""
    try:
        done = subprocess.run(
            [candidate, "-c", PROBE], capture_output=True, text=True, timeout=30, check=True
        )
        major, minor, path, *missing = done.stdout.strip().split("|")
        return (int(major), int(minor)), path, missing
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def find_python() -> str:
    """The path of a Python that the service can run on."""
    seen = []
    for candidate in candidates():
        known = probe(candidate)
        if known is None:
            seen.append(f"{candidate}: does not run")
            continue
        version, path, missing = known
        number = ".".join(map(str, version))
        if not OLDEST <= version <= NEWEST:
            seen.append(f"{candidate}: {number}")
        elif missing and not (missing == ["ensurepip"] and shutil.which("uv")):
            seen.append(f"{candidate}: {number} without {', '.join(missing)}")
        else:
            return path
    raise Stop(
        "Seurantalo needs Python 3.12, 3.13 or 3.14 with venv. Found only:\n  "
        + "\n  ".join(seen or ["nothing"])
        + "\nInstall one (Debian, Ubuntu: apt install python3 python3-venv; macOS: brew install"
        " python@3.13),\nor name one: SEURANTALO_PYTHON=/path/to/python3.13 ./dev demo"
    )


def quietly(name: str, command: list[str], **environment: str) -> None:
    """Run a step with its output in var/log; show the end of it, and what to do, when it fails."""
    log = VAR / "log" / f"{name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w") as output:
        done = subprocess.run(
            command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, env=env(**environment)
        )
    if done.returncode == 0:
        return
    text = log.read_text(errors="replace")
    lowered = text.lower()
    advice = "The whole output is in " + str(log)
    if "no space left" in lowered:
        advice = "The disk is full: make room and run the command again."
    elif "do not match the hashes" in lowered:
        advice = "A package is not the one that was checked: do not go on; tell the maintainers."
    elif any(sign in lowered for sign in NO_CONNECTION):
        advice = (
            "The package registry could not be reached. Check the network (and PIP_INDEX_URL,"
            " HTTPS_PROXY\nwhere you use them) and run the command again."
        )
    raise Stop("\n".join([*text.splitlines()[-12:], f"\nStep “{name}” failed. {advice}"]))


def env(**more: str) -> dict[str, str]:
    """The environment of every child: our interpreter first, nothing of the user's packages."""
    kept = {
        key: value for key, value in os.environ.items() if key not in ("PYTHONHOME", "PYTHONPATH")
    }
    kept.setdefault("DJANGO_SETTINGS_MODULE", "seurantalo.config.settings.development")
    path = os.pathsep.join([str(VENV / "bin"), os.environ.get("PATH", "")])
    return {**kept, "PATH": path, "PYTHONNOUSERSITE": "1", **more}


def digest(*patterns: str) -> str:
    """A fingerprint of the files of the tree that match."""
    found = hashlib.sha256()
    skip = {"node_modules", "build", "__pycache__"}
    for path in sorted({path for pattern in patterns for path in ROOT.glob(pattern)}):
        if path.is_file() and not skip & set(path.relative_to(ROOT).parts):
            found.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def stamped(name: str, key: str) -> bool:
    """Was the step already done for these inputs?"""
    path = STAMPS / name
    return path.is_file() and path.read_text() == key


def stamp(name: str, key: str) -> None:
    """Remember that the step is done."""
    (STAMPS / name).write_text(key)


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """One set-up at a time in this folder; also the first to notice what cannot be written."""
    try:
        STAMPS.mkdir(parents=True, exist_ok=True)
        (VAR / "static").mkdir(exist_ok=True)  # WhiteNoise wants to see it
        lock = (VAR / "dev.lock").open("w")
    except OSError as error:
        raise Stop(
            f"Cannot write into {VAR}: {error.strerror}. Copy the folder to a place of yours."
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("Another ./dev is setting up in this folder: waiting for it …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def installed(kind: str) -> bool:
    """Are the packages of requirements/<kind>.txt in .venv? What dev needs includes base."""
    try:
        done = json.loads((VENV / "installed.json").read_text())
    except (OSError, ValueError):
        return False
    kinds = ("base", "dev") if kind == "base" else ("dev",)
    return any(done.get(each) == digest(f"requirements/{each}.txt") for each in kinds)


def environment(kind: str) -> None:
    """A working .venv with requirements/<kind>.txt installed by its hashes."""
    unfinished, known = VENV / "unfinished", probe(str(PYTHON))
    if VENV.exists() and (known is None or unfinished.exists() or known[0] < OLDEST):
        say("The environment in .venv is half-made or broken: making it again.")
        shutil.rmtree(VENV)
    if VENV.exists() and installed(kind):
        return
    uv = shutil.which("uv")
    if not VENV.exists():
        free = shutil.disk_usage(ROOT).free // 1_000_000
        if free < ROOM_NEEDED:
            raise Stop(f"Only {free} MB free in {ROOT}: about {ROOM_NEEDED} MB are needed.")
        python = find_python()
        say(f"Making an environment in .venv with {python} …")
        make = [uv, "venv", "-q", "--python", python] if uv else [python, "-m", "venv"]
        quietly("environment", [*make, str(VENV)], UV_PYTHON_DOWNLOADS="never")
    say("Installing packages (once, about a minute) …")
    unfinished.touch()
    if not uv and call([str(PYTHON), "-c", "import pip"], quiet=True):
        quietly("pip", [str(PYTHON), "-m", "ensurepip"])
    pip = [str(PYTHON), "-m", "pip", "install", "--retries", "2", "--no-input"]
    install = [uv, "pip", "install", "--python", str(PYTHON)] if uv else pip
    checked = ["--require-hashes", "--only-binary", ":all:", "-r", f"requirements/{kind}.txt"]
    quietly("packages", [*install, *checked], UV_PYTHON_DOWNLOADS="never")
    (VENV / "installed.json").write_text(json.dumps({kind: digest(f"requirements/{kind}.txt")}))
    unfinished.unlink()


def call(command: list[str], *, quiet: bool = False, **environment: str) -> int:
    """Run a command of the environment in the open; its exit code."""
    return subprocess.run(
        command, cwd=ROOT, env=env(**environment), capture_output=quiet
    ).returncode
