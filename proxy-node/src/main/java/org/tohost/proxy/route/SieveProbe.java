package org.tohost.proxy.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tohost.common.managesieve.SieveReply;
import org.tohost.common.managesieve.SieveResponse;
import org.tohost.common.managesieve.SieveResponseReader;

/// Listens to the greeting, which is the list (RFC 5804 1.7).
final class SieveProbe implements Probe {
    private static final int MOST = 256;

    private final SieveResponseReader responses = new SieveResponseReader();
    private final List<String> capabilities = new ArrayList<>();

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
                        case OK -> Probe.leave("LOGOUT");
                        case NO, BYE -> Handshake.unavailable(reply.toString());
                    };
        };
    }

    @Override
    public List<String> capabilities() {
        return capabilities.stream().filter(c -> c.chars().allMatch(o -> o >= ' ')).toList();
    }
}
