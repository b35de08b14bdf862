"""From a copied file to its first answer; and how long a start takes, with few plugins and with many, cold and cached."""

import pathlib
import subprocess
import tempfile
import time

from .figure import Figure, at_most
from .programs import real_server

MANY = 200
BUNDLED = ("linkedin", "twitter", "facebook")


def changed(plugin, name=None, version=None):
    """The bytes of a plugin under another name, which is its platform's too, or of another version: same lengths."""
    data = pathlib.Path(plugin).read_bytes()
    old = pathlib.Path(plugin).stem.encode()
    if name is not None:
        data = data.replace(old + b"\0", name.encode() + b"\0")
    if version is not None:
        data = data.replace(b"1.0.0\0", version.encode() + b"\0")
    return data


def first_answer(build, effort):
    """Copied as `cp` copies, over the file that serves, while a client asks without a pause."""
    times = []
    with tempfile.TemporaryDirectory() as directory:
        file = pathlib.Path(directory) / "linkedin.so"
        file.write_bytes(changed(build.plugin("linkedin")))
        with real_server(build, plugins=directory) as server:
            for repeat in range(effort.repeats):
                version = f"1.0.{repeat + 1}"
                data = changed(build.plugin("linkedin"), version=version)
                client = subprocess.Popen(
                    [build.program("bench_load"), "await", f"--address={server.address}", f"--version={version}",
                     "--seconds=30"], stdout=subprocess.PIPE, text=True)
                assert client.stdout.readline() == "ready\n"
                begin = time.monotonic()
                file.write_bytes(data)
                assert client.stdout.readline() == "answers\n"
                times.append(1000 * (time.monotonic() - begin))
                client.wait()
    return times


def start(build, plugins, state):
    begin = time.monotonic()
    with real_server(build, plugins=plugins, arguments=["--state", state]):
        return time.monotonic() - begin


def starts(build, effort, count, limit_cached):
    row = f"server start with {count} plugins, the bundled ones under other names"
    cold = []
    cached = []
    with tempfile.TemporaryDirectory() as directory:
        for index in range(count):
            original = BUNDLED[index % len(BUNDLED)]
            name = f"p{index:0{len(original) - 1}d}"
            (pathlib.Path(directory) / f"{name}.so").write_bytes(changed(build.plugin(original), name=name))
        for _ in range(max(3, effort.repeats // 3)):
            with tempfile.TemporaryDirectory() as state:
                cold.append(start(build, directory, state + "/state"))
                cached.append(start(build, directory, state + "/state"))
    yield Figure(row, "cold", "s", cold)
    if limit_cached is None:
        yield Figure(row, "from the cache", "s", cached)
    else:
        yield at_most(limit_cached, row, "from the cache", "s", cached)


def run(build, effort):
    row = "from copying a changed linkedin.so to the first answer by it, 100 ms of settling included"
    return [at_most(500, row, "hot deploy", "ms", first_answer(build, effort)), *starts(build, effort, 3, None),
            *starts(build, effort, MANY, 1)]
