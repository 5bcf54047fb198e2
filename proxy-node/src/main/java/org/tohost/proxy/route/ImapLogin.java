package org.tohost.proxy.route;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.imap.ImapId;
import org.tohost.proxy.dialogue.Handover;

/// The hand-over by IMAP to a server of another make: STARTTLS, the client's facts by ID, then the
/// login with the client's own tag, so that the tagged OK, with the capabilities in it and all
/// untagged responses before it, is the answer that the client waits for.
///
/// Whatever was said before TLS is asked again behind it.
public final class ImapLogin implements Handshake {
    /// The tag of the proxy's own commands.
    private static final String OWN = "T";

    private static final int MOST_UNTAGGED = 64 * 1024;

    private final Handover.Imap client;
    private final HostTerms terms;
    private final StringBuilder untagged = new StringBuilder();
    private final Queue<byte[]> literals = new ArrayDeque<>();
    private Function<String, Move> expected = this::greeting;
    private Set<String> capabilities = Set.of();
    private boolean shown;

    ImapLogin(Handover.Imap client, HostTerms terms) {
        this.client = client;
        this.terms = terms;
    }

    @Override
    public Move on(String line) {
        return expected.apply(line);
    }

    @Override
    public boolean presented() {
        return shown || !literals.isEmpty();
    }

    private Move greeting(String line) {
        // neither BYE nor PREAUTH, which would be somebody else's session
        if (!ImapWords.begins(line, "* OK")) {
            return Handshake.unavailable(line);
        }
        if (terms.startTls()) {
            return command("STARTTLS", this::consented);
        }
        capabilities = ImapWords.capabilities(line);
        return capabilities.isEmpty() ? command("CAPABILITY", this::known) : introduce();
    }

    private Move consented(String state) {
        if (!ImapWords.begins(state, "OK")) {
            throw Failure.Unavailable.misconfigured("the back-end starts no TLS: " + state);
        }
        capabilities = Set.of();
        return switch (command("CAPABILITY", this::known)) {
            case Move.Send(byte[] octets) -> new Move.StartTls(octets);
            case Move other -> other;
        };
    }

    private Move known(String state) {
        return ImapWords.begins(state, "OK") ? introduce() : Handshake.unavailable(state);
    }

    /// What a host does with ID is its own affair, so it may also refuse it.
    private Move introduce() {
        List<ImapId.Field> fields = new ArrayList<>();
        terms.byId().ifPresent(facts -> fields.addAll(facts.fields()));
        fields.addAll(ImapWords.onOneLine(client.id().withoutExtensions()).fields());
        return fields.isEmpty() || !capabilities.contains("ID")
                ? logIn()
                : command("ID " + new ImapId(fields), _ -> logIn());
    }

    private Move logIn() {
        PlainLogin login = terms.user();
        String authenticate = client.tag() + " AUTHENTICATE PLAIN";
        untagged.setLength(0);
        if (capabilities.contains("AUTH=PLAIN")) {
            boolean atOnce = capabilities.contains("SASL-IR");
            shown = atOnce;
            expected = atOnce ? this::answered : this::invited;
            capabilities = Set.of();
            return Handshake.send(atOnce ? authenticate + " " + login.message() : authenticate);
        }
        if (capabilities.contains("LOGINDISABLED")) {
            throw Failure.Unavailable.misconfigured("the back-end takes no password from us");
        }
        literals.addAll(ImapWords.login(client.tag(), login.withoutPlain()));
        expected = this::asked;
        capabilities = Set.of();
        return present();
    }

    /// The server lets PLAIN begin.
    private Move invited(String line) {
        if (!line.startsWith("+")) {
            return answered(line);
        }
        shown = true;
        expected = this::answered;
        return Handshake.send(terms.user().message());
    }

    /// The server asks for a literal, if there is one.
    private Move asked(String line) {
        return line.startsWith("+") && !literals.isEmpty() ? present() : answered(line);
    }

    private Move present() {
        byte[] part = literals.remove();
        shown = literals.isEmpty();
        return new Move.Send(part);
    }

    private Move answered(String line) {
        if (isUntagged(line)) {
            return note(line);
        }
        if (!line.startsWith(client.tag() + " ")) {
            return Handshake.unavailable(line);
        }
        String state = line.substring(client.tag().length() + 1);
        if (!ImapWords.begins(state, "OK")) {
            return new Move.Failed(failure(state));
        }
        capabilities = latest(ImapWords.capabilities(state));
        return capabilities.isEmpty() ? command("CAPABILITY", _ -> done(line)) : done(line);
    }

    private Move done(String tagged) {
        String answer = untagged + tagged + "\r\n";
        return new Move.Done(answer.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Why it said NO. Codes are optional (RFC 5530), and nothing tells beforehand who has them: so
    /// a NO without a code means what a NO to the password says (RFC 9051 6.2.3), that it is wrong.
    /// Before the password is sent it cannot.
    private Failure failure(String state) {
        String code = ImapWords.code(state);
        if (ImapWords.begins(state, "NO")
                && (code.equals("AUTHENTICATIONFAILED") || (code.isEmpty() && shown))) {
            return terms.user().refused(state);
        }
        return code.equals("LIMIT")
                ? new Failure.Refused(Refusal.LIMIT, "the back-end said: " + state)
                : new Failure.Unavailable("the back-end said: " + state);
    }

    /// Sends a command of the proxy's own; what follows it gets the state of its completion.
    private Move command(String command, Function<String, Move> then) {
        expected =
                line -> {
                    if (isUntagged(line)) {
                        return note(line);
                    }
                    return line.startsWith(OWN + " ")
                            ? then.apply(line.substring(OWN.length() + 1))
                            : Handshake.unavailable(line);
                };
        return Handshake.send(OWN + " " + command);
    }

    private Move note(String line) {
        capabilities = latest(ImapWords.capabilities(line));
        untagged.append(line).append("\r\n");
        return untagged.length() > MOST_UNTAGGED
                ? Handshake.unavailable("too much before the tagged response")
                : new Move.Wait();
    }

    /// {@return the latest list}
    private Set<String> latest(Set<String> told) {
        return Optional.of(told).filter(list -> !list.isEmpty()).orElse(capabilities);
    }

    private static boolean isUntagged(String line) {
        return line.startsWith("* ") && !ImapWords.begins(line, "* BYE");
    }
}
