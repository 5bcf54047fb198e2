package org.tohost.common.ticket;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tohost.common.domain.NodeId;

/// The fresh 128 bits in a back-end's greeting to a node, with the name of that back-end; in the
/// form of APOP's timestamp (RFC 1939 7): `<32 hex digits@node>`.
public record Challenge(String nonce, NodeId node) {
    private static final Pattern FORM =
            Pattern.compile("<([0-9a-f]{32})@([A-Za-z0-9](?:[A-Za-z0-9._-]{0,253}[A-Za-z0-9])?)>");

    /// {@return a new challenge of this node; the generator must be a secure one}
    public static Challenge next(RandomGenerator secureRandom, NodeId node) {
        byte[] octets = new byte[16];
        secureRandom.nextBytes(octets);
        return new Challenge(HexFormat.of().formatHex(octets), node);
    }

    /// {@return the challenge in this greeting, if there is one}
    public static Optional<Challenge> find(String greeting) {
        Matcher matcher = FORM.matcher(greeting);
        return matcher.find()
                ? Optional.of(new Challenge(matcher.group(1), new NodeId(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "<" + nonce + "@" + node + ">";
    }
}
