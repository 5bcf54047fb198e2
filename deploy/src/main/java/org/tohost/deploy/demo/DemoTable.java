package org.tohost.deploy.demo;

import java.io.PrintWriter;
import java.util.List;
import org.tohost.deploy.demo.DemoUsers.DemoUser;

/// What the demo prints: what listens where, who lives there, and what to type.
final class DemoTable {
    /// More users than these are told in one line.
    private static final int SHOWN = 6;

    private final DemoPlan plan;

    DemoTable(DemoPlan plan) {
        this.plan = plan;
    }

    /// Prints all of it.
    void print(PrintWriter out) {
        out.printf("%nTohost demo on 127.0.0.1, kept in %s%n%n", plan.home());
        ports(out);
        plan.directory()
                .ifPresentOrElse(own -> out.printf("  users: %s%n%n", own.url()), () -> users(out));
        commands(out);
        out.printf("  Log: %s%n", plan.home().resolve("tohost.log"));
        out.printf("  Stop it with Ctrl-C. The mail stays for the next time.%n%n");
    }

    private void ports(PrintWriter out) {
        String row = "  %-18s %7s %7s %7s%n";
        out.printf(row, "port", DemoPlan.PROXY, DemoPlan.BACKEND_1, DemoPlan.BACKEND_2);
        for (DemoPorts.Line line : DemoPorts.LINES) {
            boolean lmtp = line.number() == DemoPorts.LMTP;
            out.printf(
                    row,
                    line.service(),
                    lmtp ? "-" : plan.proxyPorts().of(line.number()),
                    plan.backend1Ports().of(line.number()),
                    plan.backend2Ports().of(line.number()));
        }
        if (plan.directory().isEmpty()) {
            out.printf("  %-18s %7d%n", "LDAP", plan.ldapPort());
        }
        out.println();
    }

    private void users(PrintWriter out) {
        String row = "  %-20s %-10s %s%n";
        List<DemoUser> all = plan.users().all();
        out.printf(row, "user", "password", "lives on");
        for (DemoUser user : all.subList(0, Math.min(SHOWN, all.size()))) {
            String owner =
                    user.tohost().orElse(DemoPlan.BACKEND_1 + " (no tohost: g_proxy_default)");
            out.printf(row, user.address(), plan.users().password(), owner);
        }
        if (all.size() > SHOWN) {
            String last = all.getLast().name();
            out.printf("  and user1 to %s@example.test, on be1 and be2 in turn%n", last);
        }
        out.println();
    }

    private void commands(PrintWriter out) {
        DemoPorts ports = plan.proxyPorts();
        String login =
                plan.directory().isPresent()
                        ? "USER:PASSWORD"
                        : "alice@example.test:" + Quoted.forShell(plan.users().password());
        String user = login.substring(0, login.indexOf(':'));
        out.printf("  Send a message to people on both back-ends, list it, read it:%n%n");
        out.printf(
                "  printf 'From: %1$s\\r\\nSubject: hello\\r\\n\\r\\nHello!\\r\\n' | curl -sSk --ssl-reqd"
                        + " smtp://127.0.0.1:%2$d --user %3$s --mail-from %1$s --mail-rcpt %1$s"
                        + " --mail-rcpt %4$s -T -%n",
                user,
                ports.of(587),
                login,
                plan.directory().isPresent() ? "OTHER" : "bob@example.test");
        out.printf("  curl -sS 'imap://127.0.0.1:%d/INBOX?ALL' --user %s%n", ports.of(143), login);
        out.printf("  curl -sS pop3://127.0.0.1:%d/1 --user %s%n%n", ports.of(110), login);
    }
}
