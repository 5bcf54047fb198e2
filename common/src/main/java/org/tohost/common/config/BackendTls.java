package org.tohost.common.config;

import java.util.Optional;
import org.tohost.common.failure.Failure;
import org.tohost.common.tls.KeyPins;

/// How TLS is done with a back-end, a part of [BackendAddress].
public record BackendTls(
        @Field(
                        name = "tls",
                        doc =
                                "`cluster`: as the nodes do it among themselves, which is so for"
                                        + " tickets and only for these. `implicit`: TLS from the first"
                                        + " octet (with SMTP and ManageSieve, which have no port for"
                                        + " it, by STARTTLS); it is so if nothing is said. `starttls`:"
                                        + " by STARTTLS or STLS, and no session without. `none`: clear"
                                        + " text, passwords too.")
                Optional<Mode> tls,
        @Field(
                        name = "ca_file",
                        doc =
                                "PEM file with the authorities that may have issued its certificate;"
                                        + " without one, those that the Java runtime knows.")
                Optional<AuthorityFile> authorities,
        @Field(
                        name = "tls_name",
                        def = "",
                        doc = "The name that its certificate must have; empty for the host's own.")
                String name,
        @Field(
                        name = "pin",
                        doc =
                                "Instead of authority and name: SHA-256 of the public key in its"
                                        + " certificate, in Base64; several with commas between.")
                Optional<KeyPins> pins) {
    /// How it is for back-ends of ours.
    public static final BackendTls CLUSTER =
            new BackendTls(Optional.empty(), Optional.empty(), "", Optional.empty());

    /// How TLS begins.
    public enum Mode {
        CLUSTER,
        NONE,
        STARTTLS,
        IMPLICIT
    }

    /// Checks that the fields go together.
    ///
    /// @throws Failure.Syntax if they do not
    public BackendTls {
        boolean told = authorities.isPresent() || !name.isEmpty() || pins.isPresent();
        if (told && tls.filter(m -> m == Mode.NONE || m == Mode.CLUSTER).isPresent()) {
            throw new Failure.Syntax(
                    "ca_file, tls_name and pin go with tls=\"starttls\" or tls=\"implicit\"");
        }
        if (pins.isPresent() && (authorities.isPresent() || !name.isEmpty())) {
            throw new Failure.Syntax("pin stands for itself: without ca_file and tls_name");
        }
    }

    /// {@return true if it is told how to know a server of another make}
    boolean knowsOthers() {
        return authorities.isPresent() || !name.isEmpty() || pins.isPresent();
    }
}
