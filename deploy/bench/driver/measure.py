"""One measurement: load on a proxy, and what the proxy used meanwhile."""
import json
import os
import subprocess
import time

from . import keys
from .peers import Peer, fill
from .processes import Failed, Processes, cpu, machine_cpu, memory, read_line, thread_cpu, wait_for_port

BACK_END = "sink.example.test"    # the fake back-end as a node of a cluster
PROXY = "proxy.example.test"
COMPILING = 90    # seconds that a compiler is given for a row
LITTLE = 0.02     # share of the CPU time that compilers may still take


class Bench:
    """What is shared by all measurements of a run."""

    def __init__(self, args, work, here, ports):
        self.args, self.ports, self.processes = args, ports, Processes()
        self.mailload = os.path.join(here, "mailload", "mailload")
        self.cpus = set(map(int, args.proxy_cpus.split(","))), set(map(int, args.load_cpus.split(",")))
        self.words = {
            "WORK": work, "BENCH": here, "TOHOST": os.path.join(os.path.dirname(os.path.dirname(here)), "tohost"),
            "PASSWORD": "secret", "USERS": str(args.users), "NODE": PROXY, "BACK_END": BACK_END, **ports.words(),
            **keys.make_server(work, args.key), **keys.make_cluster(work, BACK_END, PROXY)}

    def start_sink(self, kind):
        """kind: passwords, tickets (clear text) or tickets-tls (mutual TLS)"""
        command = [self.mailload, "sink", "--password", self.words["PASSWORD"]]
        if kind != "passwords":
            command += ["--node", BACK_END, "--secret", self.words["SECRET"]]
        if kind == "tickets-tls":
            command += ["--cert", self.words["BACKEND_CERT"], "--key", self.words["BACKEND_KEY"], "--client-ca", self.words["CA"]]
        for name, port in self.ports.sink.items():
            if kind != "tickets-tls":
                command += ["--" + name, str(port)]
            elif name != "lmtp":
                command += [f"--{name}s", str(port)]
        sink = self.processes.start(command, self.cpus[1], self.words["WORK"], pipes=True)
        wait_for_port(self.ports.sink["imap"], [sink])
        return sink

    def stop_sink(self, sink):
        sink.terminate()
        out = sink.communicate(timeout=10)[0]
        self.processes.running.remove(sink)
        return json.loads(out.decode().strip().splitlines()[-1])

    def peer(self, peer):
        return Peer(peer, self.words, self.ports, self.processes, self.cpus)

    def generator(self, peer, row, scenario=None, load=None):
        return [self.mailload, row.protocol, scenario or row.scenario, "--to", f"127.0.0.1:{self.ports.proxy[row.listener]}",
                *(["--tls"] if row.tls else []), "--users", str(self.args.users), *(load or row.load).split(),
                *fill(peer.get("load_args", ""), self.words).split()]

    def warm_up(self, running, row):
        """the same load for a moment; before a just-in-time compiler until it has little left to do"""
        if " -n " in row.load:
            return
        if "compilers" not in running.peer or not row.warm_up:
            self.once(running.peer, row, ["-t", "0.5"])
            return
        if row.name in running.warm:
            return
        running.warm.add(row.name)
        end = time.time() + COMPILING
        quiet = 0
        while quiet < 2 and time.time() < end: # a compiler that rests once may not have begun with the best part
            before = self.compiling(running)
            self.once(running.peer, row, ["-n", str(row.warm_up)])
            compiling, everything = (y - x for x, y in zip(before, self.compiling(running)))
            quiet = quiet + 1 if compiling <= LITTLE * max(1e-3, everything) else 0

    def once(self, peer, row, load):
        subprocess.run(self.generator(peer, row) + load, stdout=subprocess.DEVNULL, timeout=300,
                       preexec_fn=lambda: os.sched_setaffinity(0, self.cpus[1]))
        time.sleep(0.3)

    @staticmethod
    def compiling(running):
        """CPU seconds of the compilers, and of everything"""
        roots, _ = running.pids()
        return thread_cpu(roots, running.peer["compilers"]), cpu(roots)

    def measure(self, running, row, sink):
        return Measurement(self, running, row, sink).run()


class Measurement:
    def __init__(self, bench, running, row, sink):
        self.bench, self.running, self.peer, self.row, self.sink = bench, running, running.peer, row, sink
        self.roots, self.helpers = running.pids()
        self.load = row.load
        self.before_memory = self.after_memory = (0, 0, 0)

    def snapshot(self):
        return time.time(), machine_cpu(), cpu(self.roots), cpu(self.helpers), cpu([self.sink.pid])

    def run(self):
        self.prepare()
        command = self.bench.generator(self.peer, self.row, load=self.load or "-c 1") + ["-t", str(self.bench.args.seconds), "--gate"]
        before = self.snapshot()
        generator = self.bench.processes.start(command, self.bench.cpus[1], self.bench.words["WORK"], pipes=True)
        try:
            result, before, after = self.drive(generator, before)
            status = self.let_go(generator)
        finally:
            if generator.poll() is None:
                generator.kill()
            self.bench.processes.running.remove(generator)
            generator.stdout.close()
        return self.figures(result, status, before, after or self.snapshot())

    def prepare(self):
        if not self.row.is_idle:
            self.bench.warm_up(self.running, self.row)
            return
        # a few logins first, so that what is loaded once is not counted
        subprocess.run(self.bench.generator(self.peer, self.row, "login", "-c 4 -n 200"), stdout=subprocess.DEVNULL, timeout=60)
        time.sleep(1)
        sessions = min(self.peer.get("idle", self.bench.args.idle), self.bench.args.idle)
        self.load = f"-c {sessions} --ramp 32"
        self.before_memory = memory(self.roots)

    def drive(self, generator, before):
        """the generator's result, and the snapshots around the time that counts"""
        limit = self.bench.args.seconds + 90
        if self.row.is_idle:
            result = json.loads(read_line(generator, 180) or "{}")
            read_line(generator, 10)
            time.sleep(2)
            self.after_memory = memory(self.roots)
            return result, before, self.snapshot()
        if self.row.churns:
            return json.loads(read_line(generator, limit) or "{}"), before, None
        read_line(generator, 60)
        before = self.snapshot()
        generator.stdin.write(b"\n")
        generator.stdin.flush()
        return json.loads(read_line(generator, limit) or "{}"), before, self.snapshot()

    def let_go(self, generator):
        """lets the sessions end"""
        try:
            if generator.poll() is None and not self.row.churns:
                generator.stdin.write(b"\n")
            generator.stdin.close()
        except BrokenPipeError:
            pass
        try:
            return generator.wait(90)
        except subprocess.TimeoutExpired as e:
            raise Failed("the generator does not end") from e

    def figures(self, result, status, before, after):
        lasted, machine, proxy, helpers, sink = (b - a for a, b in zip(before, after))
        load = result.get("load_cpu_s", 0)
        ops = result.get("ops", 0)
        r = {"peer": self.peer["name"], "row": self.row.name, "unit": self.row.unit, "rc": status, "errors": result.get("errors", -1),
             "ops": ops, "ops_per_s": result.get("ops_per_s", 0), "mb_per_s": result.get("mb_per_s", 0),
             "p50_ms": result.get("p50_ms"), "p99_ms": result.get("p99_ms"), "proxy_cpu_s": proxy, "aux_cpu_s": helpers,
             "proxy_busy": proxy / lasted, "load_busy": (sink + load) / lasted,
             "foreign": max(0, machine - proxy - helpers - sink - load) / lasted}
        if self.helpers:
            r["aux_cost"] = helpers * 1e3 / max(1, ops)
        if self.row.is_idle:
            (rss0, pss0, _), (rss1, pss1, n) = self.before_memory, self.after_memory
            r.update(sessions=ops, pss_total_kib=pss1, processes=n, cost=(pss1 - pss0) / max(1, ops), rss_cost=(rss1 - rss0) / max(1, ops))
            time.sleep(1)
        elif self.row.unit == "GB":
            r["cost"] = proxy / max(1e-9, result.get("bytes", 0) / 1e9)
        else:
            r["cost"] = proxy * (1e6 if self.row.unit == "1000" else 1e3) / max(1, ops)
        return r
