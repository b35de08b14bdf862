"""The programs that are measured and that measure: built, started, watched, stopped."""

import json
import os
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[3]
TICKS = os.sysconf("SC_CLK_TCK")


class Build:
    """The release preset, with the programs that measure."""

    def __init__(self, directory):
        self.directory = pathlib.Path(directory)

    def make(self):
        subprocess.run(
            ["cmake", "--preset", "release", "-B", self.directory, "-DCONNECTION_ADVISOR_TESTS=ON"],
            cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["cmake", "--build", self.directory, "--target", "bench"], check=True)

    def program(self, name):
        return str(self.directory / "bin" / name)

    def generated(self, name):
        return str(self.directory / "generated" / f"{name}.so")

    def plugin(self, name):
        return str(self.directory / "plugins" / f"{name}.so")

    @property
    def plugins(self):
        return str(self.directory / "plugins")


class Server:
    """A server in a process of its own; `cpu` is the one that it is pinned to."""

    def __init__(self, command, address_pattern, cpu=None):
        pin = [] if cpu is None else ["taskset", "-c", str(cpu)]
        self._process = subprocess.Popen(
            pin + command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        match = re.search(address_pattern, self._process.stdout.readline())
        if match is None:
            raise RuntimeError(f"{command[0]} did not begin to serve")
        self.address = "127.0.0.1:" + match.group(1)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.terminate()
        self._process.wait()
        self._process.stdout.close()

    def cpu_seconds(self):
        stat = pathlib.Path(f"/proc/{self._process.pid}/stat").read_text()
        fields = stat[stat.rindex(")") + 2:].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def resident_mib(self):
        status = pathlib.Path(f"/proc/{self._process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1)) / 1024


def real_server(build, cpu=None, plugins=None, arguments=()):
    return Server(
        [build.program("connection-advisor-server"), "--listen", "127.0.0.1:0", "--unchecked-permissions",
         "--plugins", plugins or build.plugins, *arguments],
        r"serving on 127\.0\.0\.1:(\d+)", cpu)


def noop_server(build, name="the server's own", cpu=None):
    """One of server_api_bench's; the server's own arrangement unless another is named."""
    return Server([build.program("server_api_bench"), "serve", name], r"(\d+)", cpu)


def load(build, what, server, **options):
    """Puts load on a server; what bench_load says of it."""
    arguments = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
    output = subprocess.run(
        [build.program("bench_load"), what, f"--address={server.address}", *arguments],
        check=True, stdout=subprocess.PIPE, text=True).stdout
    return json.loads(output) if output else None
