"""The tables, in Markdown."""
import statistics

from .rows import BARS, UNITS


def median(values):
    return statistics.median(values) if values else float("nan")


class Report:
    def __init__(self, results, peers, rows, reference):
        self.names, self.rows, self.reference = [p["name"] for p in peers], rows, reference
        self.by = {}
        for r in results:
            if "cost" in r:
                self.by.setdefault((r["peer"], r["row"]), []).append(r)

    def of(self, peer, row):
        return self.by.get((peer, row), [])

    def cost(self, peer, row):
        return median([r["cost"] for r in self.of(peer, row)])

    def write(self, out):
        self.overview(out)
        self.bars(out)
        for row in self.rows:
            if any(self.of(n, row.name) for n in self.names):
                self.one_row(row, out)

    def overview(self, out):
        names = [n for n in self.names if any(self.of(n, r.name) for r in self.rows)]
        print("\n## Medians\n\n| row | unit | " + " | ".join(names) + " |\n|---|---|" + "--:|" * len(names), file=out)
        for row in self.rows:
            if any(self.of(n, row.name) for n in names):
                cells = [f"{self.cost(n, row.name):.3f}{self.rate(n, row)}" if self.of(n, row.name) else "" for n in names]
                print(f"| {row.name} | {UNITS[row.unit]} | " + " | ".join(cells) + " |", file=out)

    def rate(self, name, row):
        """of a store, which waits for its disk, beside what it costs"""
        if not row.name.startswith("store-"):
            return ""
        which, unit = ("mb_per_s", " MB/s") if row.unit == "GB" else ("ops_per_s", "/s")
        return f" ({median([r[which] for r in self.of(name, row.name)]):.0f}{unit})"

    def bars(self, out):
        lines = []
        for bar in BARS:
            ours = self.of(bar.peer, bar.row)
            if not ours or (bar.other and not self.of(bar.other, bar.other_row or bar.row)):
                continue
            is_now = median([r["pss_total_kib"] for r in ours]) / 1024 if bar.whole else self.cost(bar.peer, bar.row)
            limit = bar.factor * self.cost(bar.other, bar.other_row or bar.row) if bar.other else bar.limit
            lines.append(f"| {bar.row} | {bar.peer} | {bar.words()} | {limit:.3f} | {is_now:.3f} | {'yes' if is_now <= limit else 'NO'} |")
        if lines:
            print("\n## What Tohost has to reach\n\n| row | | bar | at most | is | reached |\n|---|---|---|--:|--:|---|\n" + "\n".join(lines), file=out)

    def one_row(self, row, out):
        ldap = any("aux_cost" in r for n in self.names for r in self.of(n, row.name))
        print(f"\n### {row.name}: {row.protocol} {row.scenario} {'TLS ' if row.tls else ''}{row.load}\n", file=out)
        if row.is_idle:
            print("| peer | sessions | KiB PSS/session | from, to | KiB RSS/session | all PSS, MiB | processes | CPU ms/login | errors |\n"
                  "|---|--:|--:|--:|--:|--:|--:|--:|--:|", file=out)
        else:
            print(f"| peer | {UNITS[row.unit]} | from, to | x {self.reference} | {'MB/s' if row.unit == 'GB' else 'ops/s'} | p50 ms | p99 ms | proxy busy |"
                  f" foreign CPU | errors |{' LDAP CPU ms |' if ldap else ''}\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|{'--:|' if ldap else ''}", file=out)
        for name in self.names:
            if self.of(name, row.name):
                print(self.line(name, row, ldap), file=out)

    def line(self, name, row, ldap):
        results = self.of(name, row.name)
        costs = [r["cost"] for r in results]
        of = lambda key: median([r[key] for r in results if r.get(key) is not None])
        errors = sum(r["errors"] for r in results)
        if row.is_idle:
            return (f"| {name} | {of('sessions'):.0f} | {median(costs):.1f} | {min(costs):.1f}, {max(costs):.1f} | {of('rss_cost'):.1f} |"
                    f" {of('pss_total_kib') / 1024:.1f} | {of('processes'):.0f} | {of('proxy_cpu_s') * 1000 / max(1, of('sessions')):.3f} | {errors} |")
        rate = of("mb_per_s") if row.unit == "GB" else of("ops_per_s")
        return (f"| {name} | {median(costs):.3f} | {min(costs):.3f}, {max(costs):.3f} | {median(costs) / self.cost(self.reference, row.name):.2f} |"
                f" {rate:.0f} | {of('p50_ms'):.2f} | {of('p99_ms'):.2f} | {of('proxy_busy') * 100:.0f} % | {of('foreign') * 100:.0f} % | {errors} |"
                + (f" {of('aux_cost'):.3f} |" if ldap else ""))
