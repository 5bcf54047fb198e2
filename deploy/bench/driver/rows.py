"""What is measured, and what Tohost has to reach."""
from typing import NamedTuple


class Row(NamedTuple):
    name: str
    protocol: str
    scenario: str
    tls: bool
    load: str      # more options for the generator
    unit: str
    warm_up: int = 0    # operations at a time, until a just-in-time compiler has done its work

    @property
    def listener(self):
        return self.protocol + ("s" if self.tls else "")

    @property
    def is_idle(self):
        return self.scenario == "idle"

    @property
    def churns(self):
        """sessions come and go while it is measured"""
        return self.scenario in ("login", "select") or "--per-conn" in self.load


ROWS = [Row(*r) for r in (
    ("imap-login",         "imap", "login",   False, "-c 16", "login", 5000),
    ("imap-login-tls",     "imap", "login",   True,  "-c 16", "login", 2500),
    ("imap-login-tls-128", "imap", "login",   True,  "-c 128", "login", 2500),
    ("pop3-login",         "pop3", "login",   False, "-c 16", "login", 4000),
    ("fetch-64k",          "imap", "fetch",   False, "-c 16 --size 65536", "GB", 6000),
    ("fetch-64k-tls",      "imap", "fetch",   True,  "-c 16 --size 65536", "GB", 6000),
    ("fetch-1m",           "imap", "fetch",   False, "-c 16 --size 1048576", "GB", 1000),
    ("fetch-1m-tls",       "imap", "fetch",   True,  "-c 16 --size 1048576", "GB", 1000),
    ("ping",               "imap", "ping",    False, "-c 16", "1000", 30000),
    ("ping-tls",           "imap", "ping",    True,  "-c 16", "1000", 30000),
    ("ping-500",           "imap", "ping",    False, "-c 500", "1000", 30000),
    ("smtp-deliver",       "smtp", "deliver", False, "-c 16 --size 10240 --per-conn 1", "message", 4000),
    ("smtp-deliver-tls",   "smtp", "deliver", True,  "-c 16 --size 10240 --per-conn 1", "message", 2500),
    ("lmtp-deliver",       "lmtp", "deliver", False, "-c 8 --size 10240", "message", 4000),
    ("idle",               "imap", "idle",    False, "", "session"),
    ("idle-tls",           "imap", "idle",    True,  "", "session"),
)]

# for a mail store in the place of proxy and fake back-end (peers-store.toml)
STORE_ROWS = [Row(*r) for r in (
    ("store-fill",         "lmtp", "deliver", False, "-c 4 -n 1000 --size 10240 --users 1 --store", "message"),
    ("store-fill-1m",      "lmtp", "deliver", False, "-c 1 -n 4 --size 1048576 --users 1 --first 2 --store", "message"),
    ("store-lmtp-1",       "lmtp", "deliver", False, "-c 1 --size 10240 --users 8 --first 11 --store", "message", 2000),
    ("store-lmtp-8",       "lmtp", "deliver", False, "-c 8 --size 10240 --users 8 --first 11 --store", "message", 6000),
    ("store-append-1",     "imap", "append",  False, "-c 1 --size 10240 --users 8 --first 21 --store", "message", 2000),
    ("store-append-8",     "imap", "append",  False, "-c 8 --size 10240 --users 8 --first 21 --store", "message", 6000),
    ("store-fetch-10k",    "imap", "fetch",   False, "-c 8 --size 10240 --users 1 --msg 1 --store", "GB", 6000),
    ("store-fetch-1m",     "imap", "fetch",   False, "-c 8 --size 1048576 --users 1 --first 2 --msg 1 --store", "GB", 500),
    ("store-login",        "imap", "login",   False, "-c 8 --users 1 --store", "login", 3000),
    ("store-select",       "imap", "select",  False, "-c 8 --users 1 --store", "login", 3000),
    ("store-ping",         "imap", "ping",    False, "-c 8 --users 1 --store", "1000", 20000),
)]

UNITS = {"login": "CPU ms/login", "GB": "CPU s/GB", "1000": "CPU ms/1000 pings", "message": "CPU ms/message", "session": "KiB PSS/session"}


class Bar(NamedTuple):
    """`peer` may cost at most `factor` times what `other` costs in `other_row`, or `limit`."""
    row: str
    peer: str
    factor: float = 1
    other: str = ""
    other_row: str = ""
    limit: float = 0
    whole: bool = False    # the limit is for the whole process, in MiB

    def words(self):
        if not self.other:
            return f"<= {self.limit:g}" + (" MiB, all of the process" if self.whole else "")
        times = "" if self.factor == 1 else f"{self.factor:g} x "
        return f"<= {times}{self.other}" + (f" {self.other_row}" if self.other_row else "")


BARS = [
    Bar("imap-login", "tohost", 1.5, "nginx"),
    Bar("imap-login", "tohost-ldap", 1, "dovecot-ldap-bind"),
    Bar("imap-login-tls", "tohost", 1.5, "nginx"),
    Bar("imap-login-tls", "tohost-mtls", 1.5, "tohost"),
    Bar("fetch-1m", "tohost", 1, "haproxy"),
    Bar("fetch-64k", "tohost", 1, "nginx"),
    Bar("fetch-1m-tls", "tohost", limit=0.65),
    Bar("fetch-1m-tls", "tohost-mtls", 1.6, "tohost"),
    Bar("ping", "tohost", 1.1, "nginx"),
    Bar("ping-500", "tohost", 1.1, "nginx"),
    Bar("smtp-deliver", "tohost", 1.5, "nginx"),
    Bar("idle", "tohost", 1, "nginx"),
    Bar("idle", "tohost", limit=160, whole=True),
    Bar("idle-tls", "tohost", 1, "nginx"),
    Bar("idle-tls", "tohost-mtls", limit=40),
    Bar("store-lmtp-8", "tohost", limit=0.6),
    Bar("store-append-8", "tohost", limit=0.5),
    Bar("store-select", "tohost", limit=0.8),
    Bar("store-fetch-1m", "tohost", limit=0.8),
]


# what is measured if no rows are asked for
USUAL_ROWS = {name for bar in BARS for name in (bar.row, bar.other_row) if name}
