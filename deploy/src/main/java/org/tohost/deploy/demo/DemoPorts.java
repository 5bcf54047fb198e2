package org.tohost.deploy.demo;

import java.util.List;
import java.util.stream.IntStream;

/// The ports of one node: a base plus the standard numbers.
record DemoPorts(int base) {
    /// A port of the table: what it is for, and its standard number.
    record Line(String service, int number) {}

    /// Every port of a node with all roles, in the order of the table.
    static final List<Line> LINES =
            List.of(
                    new Line("SMTP", 25),
                    new Line("submission", 587),
                    new Line("submissions (TLS)", 465),
                    new Line("IMAP", 143),
                    new Line("IMAPS (TLS)", 993),
                    new Line("POP3", 110),
                    new Line("POP3S (TLS)", 995),
                    new Line("LMTP (TLS)", 24),
                    new Line("admin (HTTP)", 90));

    /// The standard number that only back-ends have.
    static final int LMTP = 24;

    /// {@return the port that stands for this standard number}
    int of(int number) {
        return base + number;
    }

    /// {@return all ports of a proxy with this base}
    IntStream proxy() {
        return LINES.stream().mapToInt(Line::number).filter(n -> n != LMTP).map(this::of);
    }

    /// {@return all ports of a back-end with this base}
    IntStream backend() {
        return LINES.stream().mapToInt(Line::number).map(this::of);
    }
}
