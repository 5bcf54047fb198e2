package org.tohost.common.sasl;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.tohost.common.authent.LoginName;
import org.tohost.common.authent.ScramVerifier;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

/// SCRAM-SHA-256 and SCRAM-SHA-256-PLUS (RFC 5802, RFC 7677): the client proves that it knows the
/// password, and the server that it knows what is kept of it.
///
/// The last word of the server goes out as a challenge, whose response is empty: protocols whose
/// success cannot carry data have it so (RFC 4422 3.1).
public final class ScramServer implements SaslServer {
    /// The one type of channel binding here.
    public static final String END_POINT = "tls-server-end-point";

    private static final int NONCE = 18;

    private final Optional<byte[]> endPoint;
    private final boolean offersPlus;
    private final String nonce;
    private Stage stage = new Stage.First();

    /// What the client has to send next.
    private sealed interface Stage {
        record First() implements Stage {}

        record Final(ScramFirst first, String serverFirst, ScramVerifier verifier)
                implements Stage {}

        record Consent(LoginName name) implements Stage {}
    }

    ScramServer(Optional<byte[]> endPoint, boolean offersPlus, String nonce) {
        this.endPoint = endPoint;
        this.offersPlus = offersPlus;
        this.nonce = nonce;
    }

    /// {@return the side of a server that does not bind to TLS; `offersPlus` says whether the same
    /// client is also offered to: one that could, and did not hear of it, was deceived by somebody
    /// between}
    public static ScramServer unbound(boolean offersPlus, RandomGenerator random) {
        return new ScramServer(Optional.empty(), offersPlus, nonce(random));
    }

    /// {@return the side of a server of this [EndPoint]}
    public static ScramServer bound(byte[] endPoint, RandomGenerator random) {
        return new ScramServer(Optional.of(endPoint.clone()), true, nonce(random));
    }

    private static String nonce(RandomGenerator random) {
        byte[] octets = new byte[NONCE];
        random.nextBytes(octets);
        return Base64.getEncoder().encodeToString(octets);
    }

    @Override
    public SaslMove on(byte[] response) {
        return switch (stage) {
            case Stage.First() -> first(ScramFirst.parse(response));
            case Stage.Final expected -> last(expected, ScramFinal.parse(response));
            case Stage.Consent(LoginName name) -> {
                if (response.length > 0) {
                    throw new Failure.Syntax("expected an empty response");
                }
                yield new SaslMove.Done(new Evidence.Proven(name));
            }
        };
    }

    private SaslMove first(ScramFirst message) {
        Optional<String> wrong = wrong(message.header().binding());
        if (wrong.isPresent()) {
            return failed(message.name(), wrong.get());
        }
        if (message.header().authzid().filter(id -> !id.equals(message.name())).isPresent()) {
            return failed(message.name(), "authzid of another user");
        }
        return new SaslMove.AskVerifier(message.name(), verifier -> challenge(message, verifier));
    }

    /// What is wrong with the client's idea of channel binding (RFC 5802 6).
    private Optional<String> wrong(Gs2Header.Binding binding) {
        return switch (binding) {
            case Gs2Header.Binding.None() -> endPoint.map(_ -> "-PLUS without channel binding");
            case Gs2Header.Binding.Unused() ->
                    offersPlus
                            ? Optional.of("somebody hid -PLUS from the client")
                            : Optional.empty();
            case Gs2Header.Binding.By(String type) ->
                    endPoint.isPresent() && type.equals(END_POINT)
                            ? Optional.empty()
                            : Optional.of("another channel binding than ours");
        };
    }

    private SaslMove challenge(ScramFirst first, ScramVerifier verifier) {
        String text =
                "r=%s%s,s=%s,i=%d"
                        .formatted(
                                first.nonce(),
                                nonce,
                                Base64Lines.encode(verifier.salt()),
                                verifier.iterations());
        stage = new Stage.Final(first, text, verifier);
        return new SaslMove.Challenge(Utf8.octets(text));
    }

    private SaslMove last(Stage.Final expected, ScramFinal message) {
        ScramFirst first = expected.first();
        if (!message.nonce().equals(first.nonce() + nonce)) {
            return failed(first.name(), "nonce of another login");
        }
        if (!MessageDigest.isEqual(message.binding(), binding(first))) {
            return failed(first.name(), "bound to another connection");
        }
        byte[] said =
                Utf8.octets(
                        first.bare() + "," + expected.serverFirst() + "," + message.withoutProof());
        byte[] stored = expected.verifier().storedKey();
        byte[] clientKey = xor(message.proof(), Sha256.hmac(stored, said));
        if (!MessageDigest.isEqual(stored, Sha256.hash(clientKey))) {
            return failed(first.name(), "wrong password");
        }
        stage = new Stage.Consent(first.name());
        byte[] signature = Sha256.hmac(expected.verifier().serverKey(), said);
        return new SaslMove.Challenge(Utf8.octets("v=" + Base64Lines.encode(signature)));
    }

    private byte[] binding(ScramFirst first) {
        byte[] header = Utf8.octets(first.header().text());
        byte[] data = endPoint.orElse(new byte[0]);
        byte[] both = Arrays.copyOf(header, header.length + data.length);
        System.arraycopy(data, 0, both, header.length, data.length);
        return both;
    }

    private static byte[] xor(byte[] one, byte[] other) {
        byte[] result = new byte[one.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (byte) (one[i] ^ other[i]);
        }
        return result;
    }

    private static SaslMove failed(LoginName name, String why) {
        return new SaslMove.Failed(name.text(), new Failure.Refused(Refusal.AUTHENTICATION, why));
    }
}
