package org.tohost.proxy.route;

import java.util.List;
import java.util.Locale;
import org.tohost.common.failure.Failure;

/// Asks for CAPABILITY (RFC 9051 6.1.1).
final class ImapProbe implements Probe {
    private static final String UNTAGGED = "* CAPABILITY ";

    private List<String> capabilities = List.of();
    private boolean greeted;
    private int heard;

    @Override
    public Move on(String line) {
        String upper = line.toUpperCase(Locale.ROOT);
        if (!greeted) {
            greeted = upper.equals("* OK") || upper.startsWith("* OK ");
            return greeted ? Handshake.send("p1 CAPABILITY") : Handshake.unavailable(line);
        }
        heard += line.length();
        if (upper.startsWith("P1 OK") && !capabilities.isEmpty()) {
            return Probe.leave("p2 LOGOUT");
        }
        if (!line.startsWith("* ") || upper.startsWith("* BYE")) {
            return Handshake.unavailable(line);
        }
        if (heard > LONGEST) {
            throw new Failure.Syntax("too much before the tagged response");
        }
        if (upper.startsWith(UNTAGGED)) {
            capabilities = List.of(line.substring(UNTAGGED.length()).strip().split(" +"));
        }
        return new Move.Wait();
    }

    @Override
    public List<String> capabilities() {
        return capabilities;
    }
}
