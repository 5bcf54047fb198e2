package org.tohost.proxy.route;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.tohost.common.failure.Failure;
import org.tohost.common.managesieve.SieveReply;
import org.tohost.common.managesieve.SieveResponse;
import org.tohost.common.managesieve.SieveResponseReader;
import org.tohost.common.managesieve.SieveString;

/// The hand-over by ManageSieve to a server of another make: STARTTLS, the client's facts by
/// XCLIENT, then PLAIN. The OK to it is the OK to the client's AUTHENTICATE.
public final class SieveLogin implements Handshake {
    private static final int MOST_CAPABILITIES = 200;

    private final HostTerms terms;
    private final SieveResponseReader responses = new SieveResponseReader();
    private final Map<String, String> capabilities = new TreeMap<>();
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private Function<SieveReply, Move> expected = this::greeted;
    private boolean shown;

    SieveLogin(HostTerms terms) {
        this.terms = terms;
    }

    @Override
    public Move on(String line) {
        answer.writeBytes((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return responses.add(line).map(this::on).orElseGet(Move.Wait::new);
    }

    @Override
    public boolean presented() {
        return shown;
    }

    private Move on(SieveResponse response) {
        Move move =
                switch (response) {
                    case SieveResponse.Data(List<String> strings) -> note(strings);
                    case SieveReply reply -> expected.apply(reply);
                };
        answer.reset();
        return move;
    }

    /// A capability; a challenge of PLAIN would be one too many, and is taken for one.
    private Move note(List<String> strings) {
        String value = strings.size() > 1 ? strings.get(1) : "";
        capabilities.put(upper(strings.getFirst()), upper(value));
        return capabilities.size() > MOST_CAPABILITIES
                ? Handshake.unavailable("too many capabilities")
                : new Move.Wait();
    }

    private Move greeted(SieveReply reply) {
        if (!isOk(reply)) {
            return Handshake.unavailable(reply.toString());
        }
        if (terms.startTls()) {
            expected = this::consented;
            return Handshake.send("STARTTLS");
        }
        return introduce(reply);
    }

    /// Behind TLS the server tells its capabilities once more, unasked (RFC 5804 2.2).
    private Move consented(SieveReply reply) {
        if (!isOk(reply)) {
            throw Failure.Unavailable.misconfigured("the back-end starts no TLS: " + reply);
        }
        capabilities.clear();
        expected = this::introduce;
        return new Move.StartTls(new byte[0]);
    }

    /// What a host does with XCLIENT is its own affair, so it may also refuse it.
    private Move introduce(SieveReply reply) {
        if (!isOk(reply)) {
            return Handshake.unavailable(reply.toString());
        }
        Optional<ClientFacts> facts =
                terms.byXclient().filter(_ -> capabilities.containsKey("XCLIENT"));
        if (facts.isEmpty()) {
            return logIn();
        }
        expected = _ -> logIn();
        return Handshake.send(facts.get().xclient());
    }

    private Move logIn() {
        if (!List.of(capabilities.getOrDefault("SASL", "").split(" ")).contains("PLAIN")) {
            throw Failure.Unavailable.misconfigured("the back-end offers no PLAIN");
        }
        expected = this::answered;
        shown = true;
        ByteArrayOutputStream command = new ByteArrayOutputStream();
        command.writeBytes("AUTHENTICATE \"PLAIN\" ".getBytes(StandardCharsets.US_ASCII));
        byte[] message = terms.user().message().getBytes(StandardCharsets.US_ASCII);
        command.writeBytes(SieveString.toServer(message));
        command.writeBytes(new byte[] {'\r', '\n'});
        return new Move.Send(command.toByteArray());
    }

    /// There is no code for a wrong password (RFC 5804 1.3), and one for a server's own failures.
    private Move answered(SieveReply reply) {
        return switch (reply.state()) {
            case OK -> new Move.Done(answer.toByteArray());
            case BYE -> Handshake.unavailable(reply.toString());
            case NO ->
                    new Move.Failed(
                            reply.code().isEmpty()
                                    ? terms.user().refused(reply.toString())
                                    : new Failure.Unavailable("the back-end said: " + reply));
        };
    }

    private static boolean isOk(SieveReply reply) {
        return reply.state() == SieveReply.State.OK;
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }
}
