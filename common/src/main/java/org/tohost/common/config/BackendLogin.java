package org.tohost.common.config;

import java.util.Optional;
import org.tohost.common.failure.Failure;

/// How sessions are handed over to a back-end, a part of [BackendAddress].
public record BackendLogin(
        @Field(
                        name = "login",
                        def = "ticket",
                        doc =
                                "`ticket`: a back-end of ours. Servers of another make: `password`,"
                                        + " with the user's own password; `master`, with the name and"
                                        + " password of a master user, who may act for every user.")
                Kind kind,
        @Field(
                        name = "master_user",
                        def = "",
                        doc = "The master user (Dovecot), proxy server or administrator (Cyrus).")
                String master,
        @Field(name = "master_password_file", doc = "File with the password of the master user.")
                Optional<SecretFile> password,
        @Field(
                        name = "master_separator",
                        def = "",
                        doc =
                                "If set, the master user logs in as `user*master` with this between"
                                        + " the names (Dovecot: `auth_master_user_separator`); if"
                                        + " empty, the user is the authorization identity of PLAIN.")
                String separator,
        @Field(
                        name = "names",
                        def = "address",
                        doc =
                                "How users are called there: by their whole `address`, or by its"
                                        + " `local` part.")
                Names names,
        @Field(
                        name = "forward",
                        def = "none",
                        doc =
                                "How the host is told of the client's address. `proxy`: by PROXY"
                                        + " protocol version 2, in front of all else. `id`: by ID, in"
                                        + " IMAP only. `xclient`: by ID in IMAP and by XCLIENT in the"
                                        + " others, where the host offers it to us (Dovecot:"
                                        + " `login_trusted_networks`).")
                Forward forward) {
    /// How it is for back-ends of ours.
    public static final BackendLogin TICKET =
            new BackendLogin(Kind.TICKET, "", Optional.empty(), "", Names.ADDRESS, Forward.NONE);

    /// What the proxy shows.
    public enum Kind {
        TICKET,
        PASSWORD,
        MASTER
    }

    /// What users are called.
    public enum Names {
        ADDRESS,
        LOCAL
    }

    /// How client facts are passed on.
    public enum Forward {
        NONE,
        PROXY,
        ID,
        XCLIENT
    }

    /// Checks that the fields go together.
    ///
    /// @throws Failure.Syntax if they do not
    public BackendLogin {
        boolean named = !master.isEmpty() && password.isPresent();
        if (kind == Kind.MASTER && !named) {
            throw new Failure.Syntax("login=\"master\" needs master_user and master_password_file");
        }
        if (kind != Kind.MASTER
                && (!master.isEmpty() || password.isPresent() || !separator.isEmpty())) {
            throw new Failure.Syntax("master_... go with login=\"master\"");
        }
        if (kind == Kind.TICKET && (names != Names.ADDRESS || forward != Forward.NONE)) {
            throw new Failure.Syntax(
                    "names and forward go with login=\"password\" or login=\"master\": a ticket"
                            + " says it all");
        }
        if ((master + separator).chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            throw new Failure.Syntax("no spaces in master_user and master_separator");
        }
    }
}
