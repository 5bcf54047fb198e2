package org.tohost.proxy.dialogue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tohost.common.sasl.CertificateName;
import org.tohost.common.sasl.Evidence;
import org.tohost.common.sasl.Mechanism;
import org.tohost.common.sasl.TokenHint;
import org.tohost.common.wire.Frame;
import org.tohost.common.wire.LineFramer;

/// Runs a dialogue over bytes as a session would, and writes down what comes of it: replies as they
/// are, all other steps in brackets. A step that waits ends the talk.
final class Talk {
    private final Dialogue dialogue;
    private final LineFramer framer = new LineFramer(200);
    private final StringBuilder heard = new StringBuilder();
    private boolean over;

    Talk(Dialogue dialogue) {
        this.dialogue = dialogue;
    }

    /// The lines of a text block, each with CRLF.
    static byte[] lines(String block) {
        return block.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    Talk says(byte[] octets) {
        framer.feed(octets);
        Optional<Frame> frame = over ? Optional.empty() : framer.next();
        while (frame.isPresent()) {
            perform(dialogue.on(frame.get()));
            frame = over ? Optional.empty() : framer.next();
        }
        return this;
    }

    Talk says(String block) {
        return says(lines(block));
    }

    Talk after(List<Step> steps) {
        over = false;
        perform(steps);
        return this;
    }

    /// What the client heard, with LF line ends.
    String heard() {
        return heard.toString().replace("\r\n", "\n");
    }

    /// What was not consumed.
    String rest() {
        return new String(framer.remainder(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    private void perform(List<Step> steps) {
        for (Step step : steps) {
            switch (step) {
                case Step.Reply(byte[] octets) -> hear(octets);
                case Step.ExpectLiteral(int octets) -> framer.expect(octets);
                case Step.StartTls(byte[] reply) -> {
                    hear(reply);
                    heard.append("[TLS]\n");
                    framer.remainder();
                    perform(dialogue.secured(TlsFacts.NONE));
                }
                case Step.Authenticate login -> {
                    heard.append("[login ");
                    heard.append(
                            switch (login.evidence()) {
                                case Evidence.Password(var name, var password) ->
                                        name + " " + password.text() + " ";
                                case Evidence.Token(var name, var token) ->
                                        name.map(it -> it + " ").orElse("") + token.text() + " ";
                                case Evidence.Proven(var name) -> name + " ";
                            });
                    heard.append(login.mechanism()).append(' ').append(login.handover());
                    heard.append("]\n");
                    over = true;
                }
                case Step.AskVerifier question -> {
                    heard.append("[verifier of ").append(question.name()).append("]\n");
                    over = true;
                }
                case Step.Introduce introduce ->
                        heard.append("[client ").append(introduce.client()).append("]\n");
                case Step.Deliver deliver -> {
                    heard.append("[deliver ");
                    heard.append(deliver.recipient().map(Object::toString).orElse("-"));
                    heard.append(' ').append(deliver.handover()).append("]\n");
                    over = true;
                }
                case Step.Refused refused ->
                        heard.append(
                                Stream.of("[refused", refused.mechanism(), refused.name())
                                        .filter(word -> !word.isEmpty())
                                        .collect(Collectors.joining(" ", "", "]\n")));
                case Step.End(byte[] octets, String why) -> {
                    hear(octets);
                    heard.append("[end ").append(why).append("]\n");
                    over = true;
                }
            }
        }
    }

    private void hear(byte[] octets) {
        heard.append(new String(octets, StandardCharsets.UTF_8));
    }

    /// Terms with TLS at hand; without it no login.
    static Terms strict(String... capabilities) {
        return terms(false, List.of(capabilities));
    }

    /// Terms as on loopback.
    static Terms easy(String... capabilities) {
        return terms(true, List.of(capabilities));
    }

    /// Terms with TLS at hand and these mechanisms; the nonce of SCRAM is
    /// `AAAAAAAAAAAAAAAAAAAAAAAA`.
    static Terms offering(Mechanism... mechanisms) {
        Terms strict = strict();
        return new Terms(
                strict.node(), false, true, false, logins(mechanisms), List.of(), strict.limits());
    }

    private static Terms.Logins logins(Mechanism... mechanisms) {
        return new Terms.Logins(
                List.of(mechanisms),
                CertificateName.SAN,
                new TokenHint(List.of("mail"), Optional.empty()),
                () -> 0);
    }

    private static Terms terms(boolean plainLogin, List<String> capabilities) {
        return new Terms(
                new org.tohost.common.domain.NodeId("px"),
                false,
                true,
                plainLogin,
                logins(Mechanism.PLAIN, Mechanism.LOGIN),
                capabilities,
                new Terms.Limits(20, 5, 3, 100));
    }
}
