package org.tohost.proxy.route;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tohost.common.failure.Failure;
import org.tohost.common.sasl.Base64Lines;
import org.tohost.common.smtp.SmtpReply;
import org.tohost.common.smtp.SmtpReplyReader;
import org.tohost.common.smtp.Xclient;
import org.tohost.proxy.dialogue.Handover;
import org.tohost.proxy.guard.Announced;
import org.tohost.proxy.guard.Guard;

/// The hand-over by SMTP to a server of another make: EHLO, TLS, who the client is, the login of a
/// user, then the MAIL and RCPT of another server. Each step that changes the session is followed
/// by EHLO again (RFC 3207 4.2, XCLIENT_README). From then on a [Guard] stands between the two.
public final class SmtpLogin implements Handshake {
    private static final int CLOSING = 421;

    private final SmtpReplyReader replies = new SmtpReplyReader();
    private final HostTerms terms;
    private final Announced announced;
    private final String helo;
    private final boolean inbound;
    private final Queue<String> replayed;
    private List<String> keywords = List.of();
    private boolean secured;
    private boolean introduced;
    private boolean shown;
    private Function<SmtpReply, Move> expected = this::greeted;

    private SmtpLogin(HostTerms terms, Announced announced, String helo, List<String> replayed) {
        this.terms = terms;
        this.announced = announced;
        this.helo = helo;
        this.inbound = !replayed.isEmpty();
        this.replayed = new ArrayDeque<>(replayed);
    }

    /// For a user; the reply to the login is the reply to the client's AUTH.
    static SmtpLogin submission(
            Handover.Submission submission, HostTerms terms, Announced announced) {
        return new SmtpLogin(terms, announced, submission.helo(), List.of());
    }

    /// For another server.
    static SmtpLogin inbound(Handover.Inbound inbound, HostTerms terms, Announced announced) {
        return new SmtpLogin(
                terms, announced, inbound.helo(), List.of(inbound.mail(), inbound.rcpt()));
    }

    @Override
    public Move on(String line) {
        byte[] octets = line.getBytes(StandardCharsets.ISO_8859_1);
        Optional<SmtpReply> reply = replies.add(new String(octets, StandardCharsets.UTF_8));
        return reply.map(expected).orElseGet(Move.Wait::new);
    }

    @Override
    public boolean presented() {
        return shown;
    }

    @Override
    public Optional<Guard> guard() {
        Announced common = Announced.common(announced.name(), announced.keywords(), keywords);
        return Optional.of(new Guard(common, inbound));
    }

    private Move greeted(SmtpReply reply) {
        return reply.isPositive() ? ask("EHLO " + helo, this::ready) : unavailable(reply);
    }

    /// The host has answered EHLO: what comes next?
    private Move ready(SmtpReply reply) {
        if (!reply.isPositive()) {
            return unavailable(reply);
        }
        keywords = reply.lines().subList(1, reply.lines().size());
        if (terms.startTls() && !secured) {
            return offers("STARTTLS").isPresent()
                    ? ask("STARTTLS", this::startsTls)
                    : Handshake.unavailable("no STARTTLS");
        }
        shown = true;
        return introduction().map(command -> ask(command, this::introduced)).orElseGet(this::login);
    }

    private Move startsTls(SmtpReply reply) {
        if (!reply.isPositive()) {
            return unavailable(reply);
        }
        secured = true;
        expected = this::ready;
        return new Move.StartTls(line("EHLO " + helo));
    }

    /// What to tell about the client, if that is wanted and the host would listen.
    private Optional<String> introduction() {
        if (introduced || terms.byXclient().isEmpty()) {
            return Optional.empty();
        }
        Set<Xclient.Attribute> taken =
                keywords.stream()
                        .flatMap(keyword -> Xclient.offered(keyword).stream())
                        .collect(Collectors.toSet());
        return Xclient.command(terms.facts().client().named(helo), Optional.empty(), taken);
    }

    private Move introduced(SmtpReply reply) {
        introduced = true;
        return greeted(reply); // the host greets anew
    }

    private Move login() {
        if (inbound) {
            return next();
        }
        List<String> mechanisms = offers("AUTH").map(SmtpLogin::words).orElse(List.of());
        if (mechanisms.contains("PLAIN")) {
            return ask("AUTH PLAIN " + terms.user().message(), this::loggedIn);
        }
        if (mechanisms.contains("LOGIN")) {
            return ask("AUTH LOGIN", this::nameAsked);
        }
        throw Failure.Unavailable.misconfigured("the back-end offers neither AUTH PLAIN nor LOGIN");
    }

    private Move nameAsked(SmtpReply reply) {
        byte[] name = terms.user().withoutPlain().authcid().getBytes(StandardCharsets.UTF_8);
        return reply.isIntermediate()
                ? ask(Base64Lines.encode(name), this::passwordAsked)
                : loggedIn(reply);
    }

    private Move passwordAsked(SmtpReply reply) {
        return reply.isIntermediate()
                ? ask(Base64Lines.encode(terms.user().password().octets()), this::loggedIn)
                : loggedIn(reply);
    }

    private Move loggedIn(SmtpReply reply) {
        if (reply.isPositive()) {
            return new Move.Done(reply.bytes());
        }
        return reply.isPermanent()
                ? new Move.Failed(terms.user().refused(reply.toString()))
                : unavailable(reply);
    }

    private Move next() {
        String command = replayed.remove();
        return ask(command, this::replayed);
    }

    /// A refused MAIL is the reply to the RCPT.
    private Move replayed(SmtpReply reply) {
        if (reply.code() == CLOSING || reply.isIntermediate()) {
            return unavailable(reply);
        }
        return reply.isPositive() && !replayed.isEmpty() ? next() : new Move.Done(reply.bytes());
    }

    private Optional<String> offers(String verb) {
        return keywords.stream()
                .filter(keyword -> words(keyword).getFirst().equals(verb))
                .findFirst();
    }

    private static List<String> words(String keyword) {
        return Arrays.asList(keyword.strip().toUpperCase(Locale.ROOT).split(" +", -1));
    }

    private Move ask(String command, Function<SmtpReply, Move> then) {
        expected = then;
        return new Move.Send(line(command));
    }

    private static byte[] line(String command) {
        return (command + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Move unavailable(SmtpReply reply) {
        return Handshake.unavailable(reply.toString());
    }
}
