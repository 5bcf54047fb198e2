"""Processes: what they use, and that none is left behind."""
import collections
import os
import re
import select
import signal
import socket
import subprocess
import time

TICK = os.sysconf("SC_CLK_TCK")
Stat = collections.namedtuple("Stat", "state ppid ticks child_ticks start")


class Failed(Exception):
    """a measurement that did not come about"""


def all_processes():
    """{pid: Stat}"""
    out = {}
    for p in os.listdir("/proc"):
        if p.isdigit():
            try:
                with open(f"/proc/{p}/stat") as f:
                    v = f.read().rpartition(")")[2].split()
            except OSError:
                continue
            out[int(p)] = Stat(v[0], int(v[1]), int(v[11]) + int(v[12]), int(v[13]) + int(v[14]), v[19])
    return out


def below(roots, processes):
    """these processes and all their descendants"""
    children, todo, seen = {}, list(roots), []
    for pid, s in processes.items():
        children.setdefault(s.ppid, []).append(pid)
    while todo:
        p = todo.pop()
        if p in processes:
            seen.append(p)
            todo += children.get(p, [])
    return seen


def own_cpu(pid, ticks):
    """CPU seconds of one process. Its ticks are cut off at 10 ms, too coarse for a process a connection, so the
    nanoseconds of its threads count where they say more (they miss threads that have ended)."""
    ns = 0
    try:
        for t in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{t}/schedstat") as f:
                ns += int(f.read().split()[0])
    except (OSError, ValueError, IndexError):
        pass
    return max(ns / 1e9, ticks / TICK)


def cpu(roots):
    """CPU seconds of these processes and all below, ended children included"""
    now = all_processes()
    return sum(own_cpu(p, now[p].ticks) + now[p].child_ticks / TICK for p in below(roots, now))


def thread_cpu(roots, names):
    """CPU seconds of the threads of these names that live; `names` is a regular expression"""
    ns = 0
    for p in below(roots, all_processes()):
        try:
            for t in os.listdir(f"/proc/{p}/task"):
                with open(f"/proc/{p}/task/{t}/comm") as f:
                    if not re.match(names, f.read()):
                        continue
                with open(f"/proc/{p}/task/{t}/schedstat") as f:
                    ns += int(f.read().split()[0])
        except (OSError, ValueError, IndexError):
            continue
    return ns / 1e9


def memory(roots):
    """(RSS, PSS) in KiB of these processes and all below, and how many there are"""
    rss = pss = n = 0
    for p in below(roots, all_processes()):
        try:
            with open(f"/proc/{p}/smaps_rollup") as f:
                text = f.read()
        except OSError:
            continue
        n += 1
        rss += int(re.search(r"^Rss:\s+(\d+)", text, re.M)[1])
        pss += int(re.search(r"^Pss:\s+(\d+)", text, re.M)[1])
    return rss, pss, n


def machine_cpu():
    """CPU seconds of the whole machine, stolen ones included"""
    with open("/proc/stat") as f:
        v = list(map(int, f.readline().split()[1:9]))
    return (sum(v) - v[3] - v[4]) / TICK


class Processes:
    """What was started here: ended by process id, in reverse order."""

    def __init__(self):
        self.running = []

    def start(self, command, cpus, folder, env=None, log=None, pipes=False):
        out = open(log, "ab") if log else None
        p = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **(env or {})},
            stdin=subprocess.PIPE if pipes else subprocess.DEVNULL,
            stdout=subprocess.PIPE if pipes else out or subprocess.DEVNULL,
            stderr=subprocess.STDOUT if out and not pipes else None,
            preexec_fn=lambda: os.sched_setaffinity(0, cpus))
        self.running.append(p)
        return p

    def stop(self, started):
        for p in reversed(started):
            now = all_processes()
            alive = {m: now[m] for m in below([p.pid], now)} if p.poll() is None else {}
            if alive:
                p.terminate()
            end = time.time() + 15
            while alive and time.time() < end:
                time.sleep(0.05)
                p.poll()
                now = all_processes()
                alive = {m: s for m, s in alive.items() if m in now and now[m].start == s.start and now[m].state != "Z"}
            for m in alive:
                try:
                    os.kill(m, signal.SIGKILL)
                except OSError:
                    pass
            p.wait(10)
            if p in self.running:
                self.running.remove(p)


def wait_for_port(port, started, limit=60):
    end = time.time() + limit
    while time.time() < end:
        for p in started:
            if p.poll() not in (None, 0):
                raise Failed(f"{p.args[0]} ended with status {p.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise Failed(f"nothing listens on port {port}")


def read_line(p, limit):
    """a line of the output of p, within limit seconds"""
    end, line = time.time() + limit, b""
    while not line.endswith(b"\n"):
        left = end - time.time()
        if left <= 0 or not select.select([p.stdout], [], [], left)[0]:
            p.kill()
            raise Failed("no answer from the generator in time")
        c = os.read(p.stdout.fileno(), 1)
        if not c:
            break
        line += c
    return line.decode()
