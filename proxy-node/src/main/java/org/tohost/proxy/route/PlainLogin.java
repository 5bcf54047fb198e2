package org.tohost.proxy.route;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.tohost.common.config.BackendLogin;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.sasl.Base64Lines;

/// The name and password that a server of another make is shown, which are the user's own or those
/// of a master user who acts for the user.
///
/// @param authzid for whom the master user acts; empty if the name says it
/// @param authcid who logs in
/// @param usersOwn true if it is the user's password
record PlainLogin(String authzid, String authcid, Secret password, boolean usersOwn) {
    /// No password has it in PLAIN (RFC 4616 2): it would end there and begin something else.
    ///
    /// @throws Failure.Refused if it has a NUL
    PlainLogin {
        if (password.text().indexOf('\0') >= 0) {
            throw new Failure.Refused(Refusal.AUTHENTICATION, "NUL in the password");
        }
    }

    /// {@return the login of a user who has shown this password}
    static PlainLogin user(BackendLogin login, UserId user, Secret password) {
        return new PlainLogin("", called(login, user), password, true);
    }

    /// {@return the login of the master user for this user}
    ///
    /// @throws Failure.Unavailable if the user's name has the separator in it, and would be read as
    ///   two
    static PlainLogin master(BackendLogin login, UserId user) {
        String name = called(login, user);
        Secret password = login.password().orElseThrow().secret();
        if (login.separator().isEmpty()) {
            return new PlainLogin(name, login.master(), password, false);
        }
        if (name.contains(login.separator())) {
            throw Failure.Unavailable.misconfigured(
                    user + " has the master_separator of the back-end in it");
        }
        return new PlainLogin("", name + login.separator() + login.master(), password, false);
    }

    private static String called(BackendLogin login, UserId user) {
        return switch (login.names()) {
            case ADDRESS -> user.name();
            case LOCAL -> user.name().substring(0, user.name().lastIndexOf('@'));
        };
    }

    /// {@return the message of PLAIN in Base64}
    String message() {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(authzid.getBytes(StandardCharsets.UTF_8));
        message.write(0);
        message.writeBytes(authcid.getBytes(StandardCharsets.UTF_8));
        message.write(0);
        message.writeBytes(password.octets());
        return Base64Lines.encode(message.toByteArray());
    }

    /// {@return this, if name and password alone say who logs in}
    ///
    /// @throws Failure.Unavailable if there is an authorization identity too, for which only PLAIN
    ///   has room
    PlainLogin withoutPlain() {
        if (!authzid.isEmpty()) {
            throw Failure.Unavailable.misconfigured(
                    "the back-end offers no PLAIN: set master_separator, if it knows one");
        }
        return this;
    }

    /// {@return the failure if the back-end does not take name and password: the user's, or ours}
    Failure refused(String line) {
        return usersOwn
                ? new Failure.Refused(Refusal.AUTHENTICATION, "the back-end said: " + line)
                : Failure.Unavailable.misconfigured(
                        "the master user was refused; the back-end said: " + line);
    }
}
