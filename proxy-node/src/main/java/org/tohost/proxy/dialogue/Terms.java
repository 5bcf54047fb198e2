package org.tohost.proxy.dialogue;

import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.tohost.common.domain.NodeId;
import org.tohost.common.sasl.CertificateName;
import org.tohost.common.sasl.Mechanism;
import org.tohost.common.sasl.TokenHint;

/// The terms on which a dialogue is held.
///
/// @param node what the proxy calls itself
/// @param secure true if there is TLS from the first octet on
/// @param startTls true if TLS can be started
/// @param plainLogin true if a password may come without TLS
/// @param logins how users may log in
/// @param capabilities what the back-ends can do after the login, in the words of the protocol;
///   without what depends on the state, such as STARTTLS and AUTH, which the dialogue adds
/// @param limits when to lose patience
public record Terms(
        NodeId node,
        boolean secure,
        boolean startTls,
        boolean plainLogin,
        Logins logins,
        List<String> capabilities,
        Limits limits) {
    private static final Pattern NAME_END = Pattern.compile("[ =]");

    /// Copies the list.
    public Terms {
        capabilities = List.copyOf(capabilities);
    }

    /// {@return the capabilities apart from those of these names, which depend on the state:
    /// whoever listed them, only the dialogue knows when they hold}
    List<String> capabilitiesBut(String... names) {
        List<String> dropped = List.of(names);
        return capabilities.stream()
                .filter(c -> !dropped.contains(NAME_END.split(c, 2)[0].toUpperCase(Locale.ROOT)))
                .toList();
    }

    /// How users may log in.
    ///
    /// @param mechanisms in the order of preference; those that need TLS, or more, are offered only
    ///   where there is that
    /// @param clientName where in a client's certificate the user's name stands
    /// @param tokens what clients are told that bring no good token
    /// @param random a secure one
    public record Logins(
            List<Mechanism> mechanisms,
            CertificateName clientName,
            TokenHint tokens,
            RandomGenerator random) {
        /// Copies the list.
        public Logins {
            mechanisms = List.copyOf(mechanisms);
        }
    }

    /// How much a client may do before it has logged in.
    ///
    /// @param commands commands in all
    /// @param mistakes commands that were not understood or came at the wrong time
    /// @param logins refused logins
    /// @param literal octets in one literal
    public record Limits(int commands, int mistakes, int logins, int literal) {}
}
