package org.tohost.proxy.dialogue;

import java.util.List;
import java.util.Optional;
import org.tohost.common.authent.LoginName;
import org.tohost.common.authent.ScramVerifier;
import org.tohost.common.domain.Secret;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.sasl.Base64Lines;
import org.tohost.common.sasl.Evidence;
import org.tohost.common.sasl.Mechanism;
import org.tohost.common.sasl.SaslMove;
import org.tohost.common.sasl.SaslServer;

/// The login of a client as all dialogues share it: which mechanisms are offered, and the one that
/// is being run (RFC 4422).
///
/// ```
///           begin                     Done: Step.Authenticate, and the run is over
///  nothing -------> under way --on--> Failed, `*`, not Base64: refused, and the run is over
///     ^                 ^ ^  |
///     |                 | +--+ Challenge
///     +-- cancel        +-- told --- asked (Step.AskVerifier)
/// ```
///
/// If the evidence proves to be wrong, some mechanisms have a word about it first: it is the last
/// challenge, and its response is followed by the refusal.
final class Authentication {
    private final MechanismOffer offer;
    private final Patience patience;
    private final Words words;
    private Optional<Run> run = Optional.empty();
    private Optional<SaslMove.AskVerifier> asked = Optional.empty();
    private Optional<Run> done = Optional.empty();
    private Optional<Failure> refusal = Optional.empty();

    /// What the protocol says around the mechanisms.
    interface Words {
        /// A challenge, in Base64.
        Step challenge(String base64);

        /// There is no login.
        Step failed(Failure failure);

        /// There is no such mechanism here.
        Step unsupported();

        /// What the back-end has to be told when it takes over.
        Handover handover();
    }

    private record Run(Mechanism mechanism, SaslServer server) {}

    Authentication(Terms terms, Patience patience, Words words) {
        this.offer = new MechanismOffer(terms);
        this.patience = patience;
        this.words = words;
    }

    /// {@return true if there is TLS}
    boolean isSecure() {
        return offer.isSecure();
    }

    /// There is TLS from now on.
    void secured(TlsFacts facts) {
        offer.secured(facts);
    }

    /// {@return true if passwords may be sent now by a command of the protocol: where a mechanism
    /// that sends them is allowed, too}
    boolean takesPasswords() {
        return offer.isPrivate() && offer.hasPasswords();
    }

    /// {@return the names of the mechanisms that may be used now, in the order of preference}
    List<String> mechanisms() {
        return offer.now().stream().map(Mechanism::label).toList();
    }

    /// {@return true if the next line is a response}
    boolean isUnderWay() {
        return run.isPresent() || refusal.isPresent();
    }

    /// Forgets the mechanism that is being run.
    void cancel() {
        run = Optional.empty();
        asked = Optional.empty();
        done = Optional.empty();
        refusal = Optional.empty();
    }

    /// The client chooses a mechanism. The initial response is as it stands on the line, `=` for an
    /// empty one (RFC 4959 3); mechanisms that need more are refused before it is looked at.
    ///
    /// @throws Failure.Syntax if the initial response is not as it should be
    List<Step> begin(String name, Optional<byte[]> initial) {
        Optional<Mechanism> mechanism = offer.find(name);
        if (mechanism.isEmpty()) {
            return List.of(words.unsupported());
        }
        if (mechanism.get().sendsSecret() && !offer.isPrivate()) {
            return refused("", mechanism.get().label(), noTls());
        }
        Run begun = new Run(mechanism.get(), offer.server(mechanism.get()));
        if (initial.isEmpty()) {
            return challenge(begun, begun.server().challenge());
        }
        return perform(begun, begun.server().on(Base64Lines.initialResponse(initial.get())));
    }

    /// The client's response to a challenge, as it stands on the line.
    ///
    /// @throws Failure.Syntax if the client gives up, or the response is not as it should be
    List<Step> on(byte[] line) {
        if (refusal.isPresent()) {
            Step last = words.failed(refusal.get());
            cancel();
            return List.of(last);
        }
        Run current = run.orElseThrow();
        run = Optional.empty();
        if (line.length == 1 && line[0] == '*') {
            throw new Failure.Syntax("authentication cancelled");
        }
        return perform(current, current.server().on(Base64Lines.decode(line)));
    }

    /// What was asked for by [Step.AskVerifier].
    List<Step> told(ScramVerifier verifier) {
        SaslMove.AskVerifier question = asked.orElseThrow();
        asked = Optional.empty();
        return perform(run.orElseThrow(), question.then().apply(verifier));
    }

    /// The login did not come about, whether a mechanism was run or not.
    List<Step> failed(Failure failure) {
        Optional<byte[]> complaint =
                failure instanceof Failure.Refused refused
                                && refused.refusal() == Refusal.AUTHENTICATION
                        ? done.flatMap(over -> over.server().complaint())
                        : Optional.empty();
        cancel();
        if (complaint.isPresent()) {
            refusal = Optional.of(failure);
            return List.of(words.challenge(Base64Lines.encode(complaint.get())));
        }
        return List.of(words.failed(failure));
    }

    /// A password that came by a command of the protocol, not by a mechanism; `label` is what the
    /// log calls this way.
    ///
    /// @throws Failure.Syntax if the name is not a login name
    List<Step> password(String label, byte[] name, byte[] password) {
        if (!takesPasswords()) {
            return refusePassword(label);
        }
        LoginName who = LoginName.of(name);
        try {
            return authenticate(new Evidence.Password(who, Secret.of(password)), label);
        } catch (Failure.Refused e) {
            return refused(who.text(), label, e);
        }
    }

    /// What to say where no password is taken: not here, or not without TLS.
    List<Step> refusePassword(String label) {
        return offer.hasPasswords() ? refused("", label, noTls()) : List.of(words.unsupported());
    }

    private List<Step> perform(Run current, SaslMove move) {
        String label = current.mechanism().label();
        return switch (move) {
            case SaslMove.Challenge(byte[] octets) -> challenge(current, octets);
            case SaslMove.AskVerifier question -> {
                run = Optional.of(current);
                asked = Optional.of(question);
                yield List.of(new Step.AskVerifier(question.name(), label));
            }
            case SaslMove.Done(Evidence evidence) -> {
                done = Optional.of(current);
                yield authenticate(evidence, label);
            }
            case SaslMove.Failed(String name, Failure.Refused failure) ->
                    refused(name, label, failure);
        };
    }

    private List<Step> challenge(Run current, byte[] octets) {
        run = Optional.of(current);
        return List.of(words.challenge(Base64Lines.encode(octets)));
    }

    private List<Step> authenticate(Evidence evidence, String label) {
        return List.of(new Step.Authenticate(evidence, label, words.handover()));
    }

    /// A refusal that nobody was asked about.
    private List<Step> refused(String name, String label, Failure.Refused failure) {
        patience.failed(failure);
        return List.of(new Step.Refused(name, label, failure), words.failed(failure));
    }

    private static Failure.Refused noTls() {
        return new Failure.Refused(Refusal.TLS_REQUIRED, "no TLS");
    }
}
