package org.tohost.proxy.route;

import java.util.List;
import java.util.Locale;
import org.tohost.common.failure.Failure;

/// Asks for CAPABILITY (RFC 9051 6.1.1).
final class ImapProbe implements Probe {
    private static final String UNTAGGED = "* CAPABILITY ";

    private final boolean startTls;
    private List<String> capabilities = List.of();
    private Stage stage = Stage.GREETING;
    private int heard;

    private enum Stage {
        GREETING,
        CONSENT,
        LIST
    }

    ImapProbe(boolean startTls) {
        this.startTls = startTls;
    }

    @Override
    public Move on(String line) {
        return switch (stage) {
            case GREETING -> greeting(line);
            case CONSENT -> consent(line);
            case LIST -> list(line);
        };
    }

    private Move greeting(String line) {
        if (!ImapWords.begins(line, "* OK")) {
            return Handshake.unavailable(line);
        }
        stage = startTls ? Stage.CONSENT : Stage.LIST;
        return Handshake.send(startTls ? "p0 STARTTLS" : "p1 CAPABILITY");
    }

    private Move consent(String line) {
        if (!ImapWords.begins(line, "p0 OK")) {
            return Handshake.unavailable(line);
        }
        stage = Stage.LIST;
        return Probe.secured("p1 CAPABILITY");
    }

    private Move list(String line) {
        String upper = line.toUpperCase(Locale.ROOT);
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
