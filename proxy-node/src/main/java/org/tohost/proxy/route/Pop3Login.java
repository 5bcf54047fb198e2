package org.tohost.proxy.route;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

/// The hand-over by POP3 to a server of another make: STLS, the client's facts by XCLIENT, what the
/// client has chosen before its login (RFC 6856), then the login, by AUTH PLAIN if it is offered
/// (RFC 5034), else by USER and PASS.
public final class Pop3Login implements Handshake {
    private static final int MOST_CAPABILITIES = 200;

    /// Longest command with its initial response, CRLF not counted (RFC 5034 4).
    private static final int LONGEST_AUTH = 253;

    private final Queue<String> replayed;
    private final HostTerms terms;
    private final Set<String> capabilities = new HashSet<>();
    private Function<String, Move> expected = this::greeting;
    private boolean shown;

    Pop3Login(List<String> replayed, HostTerms terms) {
        this.replayed = new ArrayDeque<>(replayed);
        this.terms = terms;
    }

    @Override
    public Move on(String line) {
        return expected.apply(line);
    }

    @Override
    public boolean presented() {
        return shown;
    }

    private Move greeting(String line) {
        if (!isPositive(line)) {
            return Handshake.unavailable(line);
        }
        if (terms.startTls()) {
            expected = this::consented;
            return Handshake.send("STLS");
        }
        if (code(line).equals("XCLIENT")) {
            capabilities.add("XCLIENT"); // Dovecot says it here alone
        }
        expected = this::capabilities;
        return Handshake.send("CAPA");
    }

    private Move consented(String line) {
        if (!isPositive(line)) {
            throw Failure.Unavailable.misconfigured("the back-end starts no TLS: " + line);
        }
        expected = this::capabilities;
        return new Move.StartTls("CAPA\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /// The answer to CAPA; a server that does not know it has none.
    private Move capabilities(String line) {
        if (!isPositive(line)) {
            return introduce();
        }
        expected = this::capability;
        return new Move.Wait();
    }

    private Move capability(String line) {
        if (line.equals(".")) {
            return introduce();
        }
        capabilities.add(line.toUpperCase(Locale.ROOT));
        return capabilities.size() > MOST_CAPABILITIES
                ? Handshake.unavailable("too many capabilities")
                : new Move.Wait();
    }

    /// Behind TLS the host has not said whether it knows XCLIENT, so it may also refuse it.
    private Move introduce() {
        if (terms.byXclient().isEmpty()
                || !(terms.startTls() || capabilities.contains("XCLIENT"))) {
            return replay();
        }
        expected = _ -> replay();
        return Handshake.send(terms.byXclient().get().xclient());
    }

    /// The client was told that what it chose before its login holds.
    private Move replay() {
        String command = replayed.poll();
        if (command == null) {
            return logIn();
        }
        shown = true;
        expected = line -> isPositive(line) ? replay() : Handshake.unavailable(line);
        return Handshake.send(command);
    }

    private Move logIn() {
        boolean plain =
                capabilities.stream()
                        .filter(line -> line.startsWith("SASL "))
                        .anyMatch(line -> (line + " ").contains(" PLAIN "));
        return plain ? plain(terms.user()) : user(terms.user().withoutPlain());
    }

    private Move plain(PlainLogin login) {
        String atOnce = "AUTH PLAIN " + login.message();
        if (atOnce.length() <= LONGEST_AUTH) {
            shown = true;
            expected = this::answered;
            return Handshake.send(atOnce);
        }
        expected =
                line -> {
                    if (!line.startsWith("+ ") && !line.equals("+")) {
                        return refused(line);
                    }
                    shown = true;
                    expected = this::answered;
                    return Handshake.send(login.message());
                };
        return Handshake.send("AUTH PLAIN");
    }

    private Move user(PlainLogin login) {
        // an octet a character
        String password = new String(login.password().octets(), StandardCharsets.ISO_8859_1);
        if (password.indexOf('\r') >= 0 || password.indexOf('\n') >= 0) {
            return new Move.Failed(login.refused("(not asked: a line end in the password)"));
        }
        shown = true;
        byte[] pass = ("PASS " + password + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        expected =
                line -> {
                    expected = this::answered;
                    return isPositive(line) ? new Move.Send(pass) : refused(line);
                };
        return Handshake.send("USER " + login.authcid());
    }

    /// The answer to the password. A host without response codes has no other way to call it wrong
    /// than to say no; one with them would have said so (RFC 3206 6).
    private Move answered(String line) {
        if (isPositive(line)) {
            return new Move.Done((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        boolean hasCodes =
                capabilities.contains("AUTH-RESP-CODE") || capabilities.contains("RESP-CODES");
        return code(line).isEmpty() && !hasCodes
                ? new Move.Failed(terms.user().refused(line))
                : refused(line);
    }

    /// A no that need not be about the password.
    private Move refused(String line) {
        return new Move.Failed(
                switch (code(line)) {
                    case "AUTH" -> terms.user().refused(line);
                    case "IN-USE" ->
                            new Failure.Refused(Refusal.IN_USE, "the back-end said: " + line);
                    case "LOGIN-DELAY" ->
                            new Failure.Refused(Refusal.TOO_SOON, "the back-end said: " + line);
                    default -> new Failure.Unavailable("the back-end said: " + line);
                });
    }

    private static boolean isPositive(String line) {
        return line.equals("+OK") || line.startsWith("+OK ");
    }

    /// {@return the response code (RFC 2449 8), in upper case; empty if there is none}
    private static String code(String line) {
        int from = line.indexOf(" [");
        int to = line.indexOf(']');
        return (from == 3 || from == 4) && to > from
                ? line.substring(from + 2, to).toUpperCase(Locale.ROOT)
                : "";
    }
}
