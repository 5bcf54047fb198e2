package org.tohost.proxy.route;

import java.util.ArrayList;
import java.util.List;
import org.tohost.common.failure.Failure;

/// Asks for CAPA (RFC 2449 5), which a server need not know.
final class Pop3Probe implements Probe {
    private final boolean startTls;
    private final List<String> capabilities = new ArrayList<>();
    private Stage stage = Stage.GREETING;
    private int heard;

    private enum Stage {
        GREETING,
        CONSENT,
        ANSWER,
        LIST
    }

    Pop3Probe(boolean startTls) {
        this.startTls = startTls;
    }

    @Override
    public Move on(String line) {
        heard += line.length() + 1;
        if (heard > LONGEST) {
            throw new Failure.Syntax("too long a list");
        }
        return switch (stage) {
            case GREETING -> {
                stage = startTls ? Stage.CONSENT : Stage.ANSWER;
                yield isPositive(line)
                        ? Handshake.send(startTls ? "STLS" : "CAPA")
                        : Handshake.unavailable(line);
            }
            case CONSENT -> {
                stage = Stage.ANSWER;
                yield isPositive(line) ? Probe.secured("CAPA") : Handshake.unavailable(line);
            }
            case ANSWER -> {
                stage = Stage.LIST;
                yield isPositive(line) ? new Move.Wait() : withoutCapa(line);
            }
            case LIST -> {
                if (line.equals(".")) {
                    yield Probe.leave("QUIT");
                }
                capabilities.add(line);
                yield new Move.Wait();
            }
        };
    }

    @Override
    public List<String> capabilities() {
        return List.copyOf(capabilities);
    }

    private static Move withoutCapa(String line) {
        return line.startsWith("-ERR") ? Probe.leave("QUIT") : Handshake.unavailable(line);
    }

    private static boolean isPositive(String line) {
        return line.equals("+OK") || line.startsWith("+OK ");
    }
}
