"""Whole pages on the production server: requests per second per core, the slow tail, memory.

`python -m benchmarks.pages` fills a database of its own under var/benchmarks with the demo and asks
one granian worker for the five main pages, one after another, over HTTP on this machine.
`--database postgresql://…` uses that server (an empty database), `--national` fills it with the
national corpus first (a quarter of an hour, kept for the next time).

Requests per core are requests ÷ CPU seconds that the server's processes used: another program on
the machine does not change them. p95 is what the client waited and is for a calm machine.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psutil

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "benchmarks"
SEED = 11
WORDS = (
    "jumppa", "ystävä vanhukselle", "vertaistuki", "kuoro", "ruoka-apu", "uinti", "perhekahvila",
    "muistisairaus", "digituki", "käsityöt", "omaishoitaja", "luontoretki", "yksinäinen",
    "kielikahvila", "talkoot", "masennus", "tuolijumpaa", "lasten liikunta", "joulu", "kahvila",
)  # fmt: skip
MUNICIPALITIES = ("297", "140", "749", "109", "061", "091", "853", "837", "564", "179")


@dataclass
class Measured:
    """One kind of page: waits in ms, CPU seconds of the server, bytes of the last answer."""

    name: str
    waits: list[float]
    cpu: float
    size: int

    def row(self) -> str:
        """As a row of a Markdown table."""
        waits = sorted(self.waits)
        p50, p95 = (waits[int(len(waits) * share)] for share in (0.50, 0.95))
        each = self.cpu / len(waits)
        return (
            f"| {self.name} | {1 / each:,.0f} | {each * 1000:.1f} | {p50:.1f} | {p95:.1f} "
            f"| {self.size / 1024:.0f} |"
        )


def settings(folder: Path, database: str) -> dict[str, str]:
    """The environment of a production server over plain HTTP on this machine."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "seurantalo.config.settings.production",
        "SEURANTALO_VAR": str(folder),
        "SEURANTALO_DATABASE_URL": database,
        "SEURANTALO_ALLOW_SQLITE": "yes",
        "SEURANTALO_SECRET_KEY": "a-key-of-a-benchmark-that-nobody-else-ever-uses-0123456789",
        "SEURANTALO_BASE_URL": "https://localhost",
        "SEURANTALO_SSL_REDIRECT": "no",
    }


def manage(environment: dict[str, str], *command: str) -> None:
    """A management command, its output kept back unless it fails."""
    subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def filled(environment: dict[str, str], folder: Path, *, national: bool) -> None:
    """The database with its data, made once."""
    done = folder / ("filled-national" if national else "filled-demo")
    if done.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    manage(environment, "migrate", "-v0")
    manage(environment, "collectstatic", "--noinput", "-v0")
    open_to_all = {
        **environment,
        "DJANGO_SETTINGS_MODULE": "seurantalo.config.settings.development",
    }
    if national:
        manage(open_to_all, "load_places")
        manage(open_to_all, "load_taxonomy")
        subprocess.run(
            [sys.executable, "-m", "benchmarks.national"], cwd=ROOT, env=open_to_all, check=True
        )
    else:
        manage(open_to_all, "demo")
    done.touch()


def started(environment: dict[str, str]) -> tuple[subprocess.Popen[bytes], int]:
    """One granian worker on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        "-m", "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "1",
        "--no-ws", "--log-level", "warning", "--port", str(port),
        "seurantalo.config.wsgi:application",
    ]  # fmt: skip
    server = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=environment)
    for _attempt in range(300):
        time.sleep(0.2)
        try:
            ask(http.client.HTTPConnection("127.0.0.1", port, timeout=120), "/")
        except OSError:
            continue
        return server, port
    raise RuntimeError("the server did not start")


def ask(connection: http.client.HTTPConnection, path: str) -> int:
    """One page; its size in bytes. Raises RuntimeError when it is not the page."""
    connection.request("GET", path, headers={"X-Forwarded-Proto": "https", "Host": "localhost"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    return len(body)


def family(server: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """The server and its workers."""
    parent = psutil.Process(server.pid)
    return [parent, *parent.children(recursive=True)]


def cpu_of(processes: list[psutil.Process]) -> float:
    """CPU seconds, user and system, so far."""
    return sum(sum(each.cpu_times()[:2]) for each in processes)


def paths(port: int) -> dict[str, list[str]]:
    """Addresses of each kind of page, drawn by a fixed seed from what the API tells."""
    rng = random.Random(SEED)
    records = {kind: _ids(port, kind, rng) for kind in ("activities", "organizations")}
    searches = [f"/haku?q={quote(word)}" for word in WORDS]
    searches += [f"/haku?q={quote(rng.choice(WORDS))}&kunta={m}" for m in MUNICIPALITIES]
    searches += [f"/haku?kunta={m}&milloin=viikko" for m in MUNICIPALITIES]
    return {
        "front": ["/"],
        "search": searches,
        "activity": [f"/toiminta/{pk}" for pk in records["activities"]],
        "organisation": [f"/jarjestot/{pk}" for pk in records["organizations"]],
        "municipality": [f"/kunnat/{code}" for code in MUNICIPALITIES],
    }


def _ids(port: int, kind: str, rng: random.Random) -> list[str]:
    import json

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    found: list[str] = []
    pages = 1
    for _draw in range(4):
        page = rng.randint(1, pages)
        path = f"/api/v1/{kind}?per_page=25&page={page}"
        connection.request("GET", path, headers={"X-Forwarded-Proto": "https", "Host": "localhost"})
        told = json.loads(connection.getresponse().read())
        pages = told["total_pages"]
        found += [each["id"] for each in told["contents"]]
    return found


def measure(
    name: str, addresses: list[str], port: int, server: subprocess.Popen[bytes], n: int
) -> Measured:
    """Ask n pages on one kept connection, after one round of each to warm up."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    for path in addresses[:10]:
        ask(connection, path)
    processes, waits, size = family(server), [], 0
    before = cpu_of(processes)
    for number in range(n):
        begun = time.perf_counter()
        size = ask(connection, addresses[number % len(addresses)])
        waits.append((time.perf_counter() - begun) * 1000)
    return Measured(name, waits, cpu_of(processes) - before, size)


def main() -> None:
    """Measure and print Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", default="", help="postgresql://… (an empty database)")
    parser.add_argument("--national", action="store_true", help="the national corpus")
    parser.add_argument("-n", type=int, default=200, help="requests of each kind")
    chosen = parser.parse_args()
    kind = "national" if chosen.national else "demo"
    engine = "postgresql" if chosen.database else "sqlite"
    folder = FOLDER / f"pages-{kind}-{engine}"
    environment = settings(folder, chosen.database or f"sqlite:///{folder / 'db.sqlite3'}")
    filled(environment, folder, national=chosen.national)
    server, port = started(environment)
    try:
        print(f"\n{kind}, {engine}, granian, one worker\n")
        print("| page | requests/s per core | CPU ms | p50 ms | p95 ms | KiB |")
        print("|---|---:|---:|---:|---:|---:|")
        for name, addresses in paths(port).items():
            print(measure(name, addresses, port, server, chosen.n).row(), flush=True)
        worker = max(family(server), key=lambda each: each.memory_info().rss)
        memory = worker.memory_full_info()
        print(
            f"\nMemory of the worker afterwards: {memory.rss / 2**20:.0f} MiB resident, "
            f"{memory.uss / 2**20:.0f} MiB its own."
        )
    finally:
        server.terminate()
        server.wait(20)


if __name__ == "__main__":
    main()
