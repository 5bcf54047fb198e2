"""The proxies that are compared: read from TOML, started and stopped."""
import os
import re
import shutil
import subprocess
import time
import tomllib

from .processes import wait_for_port

PATH = os.environ["PATH"] + ":/usr/sbin:/sbin"


class Ports:
    """all on 127.0.0.1"""

    def __init__(self, base):
        self.proxy = {n: base + i for i, n in enumerate(("imap", "pop3", "smtp", "lmtp", "imaps", "pop3s", "smtps", "aux", "admin"))}
        self.sink = {n: base + 20 + i for i, n in enumerate(("imap", "pop3", "smtp", "lmtp"))}
        self.ldap = base + 30

    def words(self):
        return {**{n.upper(): str(p) for n, p in self.proxy.items()},
                **{"SINK_" + n.upper(): str(p) for n, p in self.sink.items()}, "LDAP": str(self.ldap)}


def load(files, here):
    """the peers of these files that can run here, and what is said of the others"""
    peers, missing = [], []
    for name in files:
        with open(name, "rb") as f:
            for peer in tomllib.load(f)["peer"]:
                absent = [c[0] for c in peer["start"] + peer.get("aux", []) if "@" not in c[0] and not shutil.which(c[0], path=PATH)]
                if absent:
                    missing.append(f"{peer['name']}: left out, not installed: {', '.join(absent)}")
                else:
                    peers.append(peer)
    return peers, missing


def fill(text, words):
    for _ in range(3):    # what is filled in may hold words itself
        text = re.sub(r"@([A-Z0-9_]+)@", lambda m: words.get(m[1], m[0]), text)
    return text


def version(peer, words):
    done = subprocess.run(fill(peer.get("version", "true"), words), shell=True, capture_output=True, text=True, timeout=60)
    lines = (done.stdout + done.stderr).strip().splitlines()
    return lines[0] if lines else ""


class Peer:
    """One proxy while it runs, with its helpers (as an LDAP server), whose CPU is counted apart."""

    def __init__(self, peer, words, ports, processes, cpus):
        self.peer, self.ports, self.processes = peer, ports, processes
        self.proxy_cpus, self.load_cpus = cpus
        self.folder = os.path.join(words["WORK"], peer["name"])
        self.words = {**words, "DIR": self.folder, **peer.get("vars", {})}
        self.started, self.helpers = [], []
        self.warm = set()    # rows that its compilers have seen

    def start(self):
        self.warm.clear()
        peer, words = self.peer, self.words
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)
        os.chmod(self.folder, 0o755)
        for name, source in peer.get("templates", {}).items():
            with open(os.path.join(words["BENCH"], fill(source, words))) as f, open(os.path.join(self.folder, name), "w") as o:
                o.write(fill(f.read(), words))
        for command in peer.get("prepare", []):
            self.once(command, 600)
        cpus = self.load_cpus if peer.get("aux_on_load_cpu") else self.proxy_cpus
        for command in peer.get("aux", []):
            self.helpers.append(self.begin(command, cpus, "aux.log"))
        for port in peer.get("aux_ports", []):
            wait_for_port(int(fill(str(port), words)), self.helpers)
        for command in peer["start"]:
            self.started.append(self.begin(command, self.proxy_cpus, "out.log"))
        for name in peer["serves"]:
            wait_for_port(self.ports.proxy[name], self.started, peer.get("start_timeout", 60))
        time.sleep(0.5)
        for command in peer.get("after_start", []):
            self.once(command, 60)

    def begin(self, command, cpus, log):
        env = {k: fill(v, self.words) for k, v in self.peer.get("env", {}).items()}
        return self.processes.start([fill(a, self.words) for a in command], cpus, self.folder, env, os.path.join(self.folder, log))

    def once(self, command, limit):
        subprocess.run([fill(a, self.words) for a in command], check=True, cwd=self.folder, stdout=subprocess.DEVNULL, timeout=limit)

    def stop(self):
        self.processes.stop(self.started)
        self.processes.stop(self.helpers)
        self.started, self.helpers = [], []

    def pids(self):
        return [p.pid for p in self.started], [p.pid for p in self.helpers]

    def last_words(self):
        out = ""
        for n in ("out.log", "error.log", "dovecot.log"):
            f = os.path.join(self.folder, n)
            if os.path.exists(f):
                with open(f, errors="replace") as log:
                    out += f"--- {n}\n" + "".join(log.readlines()[-8:])
        return out
