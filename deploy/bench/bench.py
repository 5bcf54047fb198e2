#!/usr/bin/env python3
"""Measures mail proxies side by side: one load generator, one fake back-end, one proxy at a time; the proxy on one
CPU, load and back-end on another. See README.md."""
import argparse
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from driver import peers as peer_files
from driver.measure import Bench
from driver.processes import Failed
from driver.report import Report
from driver.rows import ROWS, STORE_ROWS, UNITS, USUAL_ROWS

HERE = os.path.dirname(os.path.abspath(__file__))


def arguments():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--peers", action="append", help="TOML file with peers, repeatable [peers.toml and peers-ldap.toml]")
    ap.add_argument("--only", help="these peers alone, with commas [those that are marked as usual]")
    ap.add_argument("--rows", help="these rows, with commas; imap* for all that begin so; all [those that have a bar]")
    ap.add_argument("--times", type=int, default=3, help="how often a row is measured, one after the other; the medians count [3]")
    ap.add_argument("--reps", type=int, default=1, help="how often all of this is done, each with fresh processes [1]")
    ap.add_argument("--seconds", type=float, default=2, help="of one measurement [2]")
    ap.add_argument("--idle", type=int, default=5000, help="idle sessions [5000]")
    ap.add_argument("--users", type=int, default=10000)
    ap.add_argument("--key", choices=("ec", "rsa"), default="ec", help="the server's key: P-256 or RSA-2048")
    ap.add_argument("--base", type=int, default=21100, help="the first of some 40 ports on 127.0.0.1")
    ap.add_argument("--proxy-cpus", default="0")
    ap.add_argument("--load-cpus", default="1" if (os.cpu_count() or 1) > 1 else "0")
    ap.add_argument("--ref", default="nginx", help="the peer to compare with")
    ap.add_argument("--max-foreign", type=float, default=0.3, help="measure again when others used more CPUs than that [0.3]")
    ap.add_argument("--retries", type=int, default=1, help="how often again; the least disturbed one counts [1]")
    ap.add_argument("--deadline", type=float, default=3600, help="begin with no other peer after so many seconds")
    ap.add_argument("--out", default="results.jsonl", help="every measurement, appended")
    ap.add_argument("--report", help="the tables go here as well as to the output")
    ap.add_argument("--docs", action="store_true", help="puts versions and the first two tables into docs/benchmarks.md")
    ap.add_argument("--keep", action="store_true", help="keep the work folder")
    return ap.parse_args()


def chosen(args):
    files = args.peers or [os.path.join(HERE, name) for name in ("peers.toml", "peers-ldap.toml")]
    peers, missing = peer_files.load(files, HERE)
    for line in missing:
        print(line, file=sys.stderr)
    peers = [p for p in peers if (p["name"] in args.only.split(",") if args.only else p.get("usual", True))]
    if any(p.get("store") for p in peers):
        every, usual = STORE_ROWS, {r.name for r in STORE_ROWS}
    else:
        every, usual = ROWS, USUAL_ROWS
    wanted = "*" if args.rows == "all" else args.rows
    return peers, [r for r in every if (is_wanted(r.name, wanted.split(",")) if wanted else r.name in usual)]


def is_wanted(name, wanted):
    return any(name == w or w.endswith("*") and name.startswith(w[:-1]) for w in wanted)


def measures(peer, row):
    """whether this row is measured of this peer"""
    return row.listener in peer["serves"] and row.name not in peer.get("skip", []) and row.name in peer.get("rows", [row.name])


def measure_row(bench, running, row, sink, args):
    """the least disturbed of some attempts"""
    best = None
    for attempt in range(1 + args.retries):
        try:
            r = bench.measure(running, row, sink)
        except (Failed, ValueError) as e:
            r = {"peer": running.peer["name"], "row": row.name, "unit": row.unit, "rc": -1, "errors": -1, "failed": str(e), "foreign": 99}
        r["attempts"] = attempt + 1
        if best is None or (best["rc"] != 0, best["foreign"]) > (r["rc"] != 0, r["foreign"]):
            best = {**r, "failed_before": best["failed"]} if best and "failed" in best else r
        if best["rc"] == 0 and (best["foreign"] <= args.max_foreign or row.is_idle):
            break
    return best


def measure_peer(bench, peer, rows, args, emit):
    """all rows of one proxy, once; false if anything went wrong"""
    sink = bench.start_sink(peer.get("sink", "passwords"))
    running, good = bench.peer(peer), True
    try:
        running.start()
        for i, row in enumerate(rows):
            if row.is_idle and i:    # memory is that of a fresh process
                running.stop()
                running.start()
            for _ in range(1 if row.is_idle else args.times):
                r = measure_row(bench, running, row, sink, args)
                emit(r)
                good &= r["rc"] == 0
    except (Failed, subprocess.SubprocessError) as e:
        print(f"{peer['name']}: {e}", file=sys.stderr)
        good = False
    finally:
        running.stop()
        seen = bench.stop_sink(sink)
        if seen["bad_bytes"] or seen["auth_fail"]:
            print(f"{peer['name']}: the fake back-end met errors: {seen}", file=sys.stderr)
            good = False
        if seen["tls_full"] + seen["tls_resumed"]:
            print(f"{peer['name']}: {seen['tls_resumed']} of {seen['tls_full'] + seen['tls_resumed']} handshakes with the back-end were resumed", flush=True)
        if not good:
            sys.stderr.write(running.last_words())
    return good


def build(bench, peers):
    subprocess.run(["make", "-s"], cwd=os.path.join(HERE, "mailload"), check=True)
    if any("@TOHOST@" in c[0] for p in peers for c in p["start"]):
        subprocess.run([bench.words["TOHOST"], "version"], check=True, stdout=subprocess.DEVNULL)
        os.environ["TOHOST_BUILD"] = "never"


def heading(args, peers, words):
    lines = [f"{args.reps * args.times} x {args.seconds:g} s, medians; server key {args.key}; Linux {os.uname().release}, {os.cpu_count()} CPUs", ""]
    return "\n".join(lines + [f"- {p['name']}: {peer_files.version(p, words)}; {p.get('note', '')}" for p in peers]) + "\n"


def put_into_docs(text, kind):
    """between two marks, in the place of the last run's"""
    begin, end = f"<!-- bench.py{kind} -->\n", f"<!-- end of bench.py{kind} -->\n"
    path = os.path.join(HERE, "..", "..", "docs", "benchmarks.md")
    with open(path) as f:
        before, _, rest = f.read().partition(begin)
    after = rest.partition(end)[2]
    with open(path, "w") as f:
        f.write(f"{before}{begin}{text}{end}{after}")


def main():
    args = arguments()
    peers, rows = chosen(args)
    os.environ["PATH"] = peer_files.PATH
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    work = tempfile.mkdtemp(prefix="mailbench.")
    os.chmod(work, 0o755)
    bench = Bench(args, work, HERE, peer_files.Ports(args.base))
    build(bench, peers)
    results, good, began = [], True, time.time()
    out = open(args.out, "a")

    def emit(r):
        results.append(r)
        out.write(json.dumps(r) + "\n")
        out.flush()
        print(f"{time.time() - began:5.0f} s {r['peer']:18} {r['row']:18} " + (
            f"{r['cost']:.3f} {UNITS[r['unit']]}, {r['ops_per_s']:.0f} ops/s, {r['mb_per_s']:.0f} MB/s, p50 {r['p50_ms']}, p99 {r['p99_ms']} ms,"
            f" proxy {r['proxy_busy']:.2f}, load {r['load_busy']:.2f}, foreign {r['foreign']:.2f}, errors {r['errors']}"
            if "cost" in r else f"FAILED: {r.get('failed')}"), flush=True)

    try:
        for _ in range(args.reps):
            for peer in peers:    # in turn, so that what drifts hits all of them
                mine = [r for r in rows if measures(peer, r)]
                if mine and time.time() - began < args.deadline:
                    good = measure_peer(bench, peer, mine, args, emit) and good
    finally:
        bench.processes.stop(list(bench.processes.running))
        if args.keep:
            print("kept", work, file=sys.stderr)
        else:
            shutil.rmtree(work, ignore_errors=True)
    report = Report(results, peers, rows, args.ref)
    head = heading(args, peers, bench.words)
    for f in [sys.stdout] + ([open(args.report, "w")] if args.report else []):
        print(head, file=f)
        report.write(f)
    if args.docs:
        text = io.StringIO()
        report.overview(text)
        report.bars(text)
        put_into_docs(head + text.getvalue().replace("\n## ", "\n### "), " store" if any(p.get("store") for p in peers) else "")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
