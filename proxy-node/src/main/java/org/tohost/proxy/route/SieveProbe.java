package org.tohost.proxy.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tohost.common.managesieve.SieveReply;
import org.tohost.common.managesieve.SieveResponse;
import org.tohost.common.managesieve.SieveResponseReader;

/// Listens to the greeting, which is the list (RFC 5804 1.7); behind TLS it comes once more,
/// unasked (2.2).
final class SieveProbe implements Probe {
    private static final int MOST = 256;

    private final SieveResponseReader responses = new SieveResponseReader();
    private final List<String> capabilities = new ArrayList<>();
    private Stage stage;

    private enum Stage {
        CLEAR,
        CONSENT,
        LIST
    }

    SieveProbe(boolean startTls) {
        stage = startTls ? Stage.CLEAR : Stage.LIST;
    }

    @Override
    public Move on(String line) {
        Optional<SieveResponse> response = responses.add(line);
        return response.isEmpty() ? new Move.Wait() : on(response.get());
    }

    private Move on(SieveResponse response) {
        return switch (response) {
            case SieveResponse.Data(List<String> strings) -> {
                capabilities.add(String.join(" ", strings));
                yield capabilities.size() > MOST
                        ? Handshake.unavailable("too long a list")
                        : new Move.Wait();
            }
            case SieveReply reply ->
                    switch (reply.state()) {
                        case OK -> next();
                        case NO, BYE -> Handshake.unavailable(reply.toString());
                    };
        };
    }

    private Move next() {
        return switch (stage) {
            case CLEAR -> {
                stage = Stage.CONSENT;
                yield Handshake.send("STARTTLS");
            }
            case CONSENT -> {
                stage = Stage.LIST;
                capabilities.clear();
                yield new Move.StartTls(new byte[0]);
            }
            case LIST -> Probe.leave("LOGOUT");
        };
    }

    @Override
    public List<String> capabilities() {
        return capabilities.stream().filter(c -> c.chars().allMatch(o -> o >= ' ')).toList();
    }
}
