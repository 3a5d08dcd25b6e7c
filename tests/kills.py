"""Kill commands at random moments: `python -m tests.kills 200 7` does it 200 times, with seed 7.

Half of the moments are changes that a command makes to files, of each kind in turn; the others are
times. After a kill each folder is old or new as a whole, or refused by those who read it; after the
next run it is new and nothing is left over. A push is killed at requests to a real store: before
one or in the middle of it. No process of a command outlives it.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from shutil import copytree, rmtree
from signal import SIGKILL
from tempfile import TemporaryDirectory
from typing import Final

from tests.publish.servers import Fault, proxy_to
from tests.publish.stores.server import Server, oxigraph_in

from repertory.errors import SourceError
from repertory.files import write_files
from repertory.publish.published import STAGING, read_published
from repertory.publish.stores.push import push
from repertory.replacing import JOURNAL, refuse_unfinished

Tree = dict[str, bytes]
Command = tuple[str, ...]

KILLING: Final = Path(__file__).with_name("killing.py")
PATIENCE: Final = 300
"""Seconds after which a command that does not end is a fault."""

HEAD = "Topic\tDocument\tParagraphs\tReference in LIGHT/COLLECTED\n"
FIRST = "Lamps\tLIGHT/WG.2/2031/4\t3 and 4\tI.1 and I.2\nFog\tLIGHT/WG.2/2031/4\t12\tI.10\n"
SECOND = f"{FIRST}Keepers\tLIGHT/WG.2/2031/4\t7-9\tI.5-7\nBells\tLIGHT/WG.2/2031/4\t13\tI.11\n"
MANIFEST = """
[dataset]
identifier = "lamps"
base = "https://data.example.org/id/"
title = { en = "Lamps" }
license = "https://creativecommons.org/publicdomain/zero/1.0/"

[[index]]
source = "index.txt"
identifier = "lamps-2031"
scheme = "lamps"
body = "Group on Lighthouses"
date = "2031"
language = "en"

[[vocabulary]]
name = "ships"
kind = "skos"
location = "ships.ttl"
title = "Topics of the Panel on Ships"
uri_space = "https://example.org/ships/"
attribution = "The Panel on Ships, a fiction"
"""
VOCABULARY = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@base <https://example.org/ships/> .
<lamps> a skos:Concept ; skos:prefLabel "Lamps"@en .
<fog> a skos:Concept ; skos:prefLabel "fog"@en .
<keeping> a skos:Concept ; skos:prefLabel "Keepers"@en ; skos:altLabel "Crews"@en .
<bell> a skos:Concept ; skos:prefLabel "Bell"@en ; skos:altLabel "Bells"@en .
"""
DECISIONS = "ontology/mappings/ships.sssom.tsv"


@dataclass(frozen=True)
class Work:
    """A command, what was done before it, and what is done after it was killed.

    *keys* are those that are pressed for it, from its beginning to each of the states at which it
    may be killed.
    """

    command: Command
    after: Command
    before: tuple[Command, ...] = ()
    keys: tuple[str, ...] = ("",)


BUILD = ("build",)
LINK = ("link", "--to", "ships")
REVIEW = ("link", "review", DECISIONS, "--reviewer", "A. Person", "--date", "2031-02-03")
WORKS: Final = {
    "build": Work(BUILD, BUILD),
    "link": Work((*LINK, "--decide-identical"), (*LINK, "--decide-identical")),
    "review": Work(REVIEW, LINK, (BUILD, LINK), ("a\n\nq", "a\n\na\n\nq", "a\n\na\n\na\n\nq")),
}


# ── Commands ─────────────────────────────────────────────────────────────────────────────────────


def start(command: Command, folder: Path, number: int = 0) -> subprocess.Popen[str]:
    """Start a command that is killed before a change; with 0 it is not."""
    return subprocess.Popen(
        [sys.executable, "-P", str(KILLING), str(number), *command],
        cwd=folder,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def end(process: subprocess.Popen[str], keys: str = "", delay: float = 0) -> tuple[int, str]:
    """Wait for a command, or kill it after a time; return its exit code and what it printed."""
    try:
        said, _ = process.communicate(keys, delay or PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        said, _ = process.communicate()
        assert delay, f"{process.args!r} does not end: {said}"
    check_nobody_is_left(process.pid)
    return process.returncode, said


def check_nobody_is_left(session: int) -> None:
    """Check that no process of a session is there, or soon is not."""
    over = time.monotonic() + 10
    while left := [process for process, its in processes() if its == session]:
        if time.monotonic() > over:
            for process in left:
                os.kill(process, SIGKILL)
            raise AssertionError(f"outlived: {left}")
        time.sleep(0.05)


def processes() -> Iterator[tuple[int, int]]:
    """Yield the number of each process that runs, and of its session."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(errors="replace").rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if fields[0] != "Z":
            yield int(path.parent.name), int(fields[3])


def done(command: Command, folder: Path, keys: str = "") -> tuple[list[str], float]:
    """Run a command to its end; return the changes that it makes and the seconds it takes."""
    begun = time.monotonic()
    code, said = end(start(command, folder), keys)
    changes = re.search(r"^changes:(.*)$", said, re.MULTILINE)
    assert code == 0, said
    assert changes, said
    return changes[1].split(), time.monotonic() - begun


# ── Files ────────────────────────────────────────────────────────────────────────────────────────


def tree(folder: Path) -> Tree:
    """The bytes of all files, but for what a run that was killed left."""
    files = ((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*"))
    return {n: path.read_bytes() for n, path in files if path.is_file() and ".repertory-" not in n}


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob(".repertory-*")]


def project(folder: Path, *commands: Command) -> Path:
    """Make a project whose first edition is built and linked, and whose source is the second."""
    folder.mkdir()
    for name, text in (("repertory.toml", MANIFEST), ("ships.ttl", VOCABULARY)):
        (folder / name).write_text(text)
    (folder / "index.txt").write_text(HEAD + FIRST)
    for built in (BUILD, LINK):
        done(built, folder)
    (folder / "index.txt").write_text(HEAD + SECOND)
    for more in commands:
        done(more, folder)
    return folder


def kill_at_files(name: str, kills: int, chance: random.Random, scratch: Path) -> int:
    """Kill a command that writes files; return how often it was killed before its end."""
    work, killed = WORKS[name], 0
    before = project(scratch / "before", *work.before)
    states, after, seconds = [tree(before)], before, 0.0
    changes: list[str] = []
    for keys in work.keys:
        after = copytree(before, scratch / f"after-{len(states)}")
        changes, seconds = done(work.command, after, keys)
        assert tree(after) != states[-1]
        states.append(tree(after))
    for turn in range(kills):
        number = 0 if turn % 2 else choose(changes, turn // 2, chance)
        delay = chance.uniform(0.01, seconds) if turn % 2 else 0.0
        moment = f"{name}, killed at {delay:.3f} s" if delay else f"{name}, before change {number}"
        folder = copytree(before, scratch / "killed")
        code, said = end(start(work.command, folder, number), work.keys[-1], delay)
        assert code in (0, -SIGKILL), f"{moment}: {said}"
        killed += code != 0
        check_files(folder, states, moment)
        decided = tree(folder).get(DECISIONS)
        done(work.after, folder)
        assert leftovers(folder) == [], moment
        if name == "review":
            assert tree(folder).get(DECISIONS) == decided, moment
        else:
            assert tree(folder) == states[-1], moment
        rmtree(folder)
    return killed


def choose(changes: list[str], turn: int, chance: random.Random) -> int:
    """Choose a change by its number, among those of one kind."""
    kinds = sorted(set(changes), reverse=True)
    kind = kinds[turn % len(kinds)]
    return chance.choice([number for number, each in enumerate(changes, 1) if each == kind])


def check_files(folder: Path, states: list[Tree], moment: str) -> None:
    """Check that a build is whole, or refused and then put back; and that each other file is."""
    dist = folder / "dist"
    builds = [part(state, True) for state in states]
    if (dist / JOURNAL).exists():
        try:
            refuse_unfinished(dist)
        except SourceError:
            pass
        else:
            raise AssertionError(f"{moment}: dist/ has files of two builds, and is read")
        put_back = copytree(folder, folder.with_name("put-back"))
        write_files(put_back / "dist", {})
        assert part(tree(put_back), True) == builds[0], moment
        rmtree(put_back)
    else:
        assert part(tree(folder), True) in builds, moment
    for name, content in part(tree(folder), False).items():
        assert content in [state.get(name) for state in states], f"{moment}: {name}"
    assert part(states[0], False).keys() <= tree(folder).keys(), moment


def part(state: Tree, built: bool) -> Tree:
    return {name: text for name, text in state.items() if name.startswith("dist/") == built}


def kill_readers(kills: int, chance: random.Random, scratch: Path) -> int:
    """Kill commands that read files; return how often one was killed before its end."""
    folder, killed = project(scratch / "project"), 0
    parts = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
    for name, limit in (("first", "LIMIT 1"), ("endless", "ORDER BY ?a")):
        (folder / f"{name}.rq").write_text(f"SELECT * {{ {parts} }} {limit}")
    first, endless = (
        ("query", "--sparql", f"{name}.rq", "--data", "dist/dataset.ttl", "--timeout", "600")
        for name in ("first", "endless")
    )
    commands = (endless, ("validate", "dist"), ("check", "index.txt"))
    before = tree(folder)
    times = [done(command, folder)[1] for command in (first, *commands[1:])]
    for turn in range(kills):
        command, seconds = commands[turn % 3], times[turn % 3]
        delay = (
            chance.uniform(seconds, 2 * seconds) if turn % 3 == 0 else chance.uniform(0.01, seconds)
        )
        code, said = end(start(command, folder), "", delay)
        assert code in (0, -SIGKILL), f"{command}, killed at {delay:.3f} s: {said}"
        killed += code == -SIGKILL
        assert tree(folder) == before and leftovers(folder) == [], (command, delay)
    return killed


# ── A store ──────────────────────────────────────────────────────────────────────────────────────


def kill_at_requests(kills: int, chance: random.Random, scratch: Path) -> int:
    """Kill pushes to a store; return how often one was killed before its end."""
    folder, killed = project(scratch / "project"), 0
    first = copytree(folder / "dist", scratch / "first")
    done(BUILD, folder)
    second = folder / "dist"
    with oxigraph_in(scratch) as server:
        old, new = (hold(server, edition) for edition in (first, second))
        hold(server, first)
        with proxy_to(server.address) as proxy:
            done(command_to(proxy.address, second), second)
            requests = len(proxy.seen)
        for _ in range(kills):
            hold(server, first)
            number, cut = chance.randint(1, requests), chance.choice(["before", "middle"])
            moment = f"publish, killed {cut} request {number} of {requests}"
            killed += killed_push(server, second, number, cut)
            found = graphs(server)
            staged = sorted(name for name in found if STAGING in name)
            for name in staged:
                del found[name]
            assert found in (old, new), moment
            check_next_push(server, second, staged, moment)
            assert graphs(server) == new, moment
    return killed


def command_to(address: str, folder: Path, *options: str) -> Command:
    return ("publish", "--to", f"oxigraph+{address}", "--from", str(folder), *options)


def hold(server: Server, folder: Path) -> dict[str, list[str]]:
    """Have a store hold an edition and nothing else; return its graphs."""
    server.clear()
    edition = read_published(folder)
    push(server.store(), edition.graphs, edition.prefixes, lambda step: None)
    return graphs(server)


def graphs(server: Server) -> dict[str, list[str]]:
    store = server.store()
    return {name: store.read(name) for name in store.graphs("https://")}


def killed_push(server: Server, folder: Path, number: int, cut: str) -> bool:
    """Kill a push at one of its requests, which the store gets in part or not at all."""
    with proxy_to(server.address) as proxy:
        process = start(command_to(proxy.address, folder), folder)
        requests = count(1)

        def kill(method: str, path: str, body: bytes) -> Fault | None:
            if next(requests) != number:
                return None
            process.kill()
            return Fault(cut=cut)

        proxy.fault = kill
        code, said = end(process)
    assert code in (0, -SIGKILL), said
    return code != 0


def check_next_push(server: Server, folder: Path, staged: list[str], moment: str) -> None:
    """Push again: staged graphs are named, and `--clean` removes them."""
    code, said = end(start(command_to(server.address, folder), folder))
    assert code in (0, 2), f"{moment}: {said}"
    assert ("--clean" in said) == bool(staged), f"{moment}: {said}"
    if staged:
        assert staged[0] in said, f"{moment}: {said}"
        done(command_to(server.address, folder, "--clean"), folder)
    else:
        assert code == 0, f"{moment}: {said}"


KILLS: Final[dict[str, Callable[[int, random.Random, Path], int]]] = {
    "build": lambda kills, chance, scratch: kill_at_files("build", kills, chance, scratch),
    "link": lambda kills, chance, scratch: kill_at_files("link", kills, chance, scratch),
    "review": lambda kills, chance, scratch: kill_at_files("review", kills, chance, scratch),
    "readers": kill_readers,
    "publish": kill_at_requests,
}


def main() -> None:
    """Kill as often as is asked for, and say how often a command was killed before its end."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    for name, kill in KILLS.items():
        with TemporaryDirectory() as scratch:
            share = -(-kills // len(KILLS))
            killed = kill(share, random.Random(f"{seed} {name}"), Path(scratch))
        print(f"{name}: {killed} of {share} were killed before their end; all is whole.")


if __name__ == "__main__":
    main()
