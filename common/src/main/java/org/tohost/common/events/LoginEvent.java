package org.tohost.common.events;

import java.util.Locale;
import org.tohost.common.domain.ClientInfo;
import org.tohost.common.domain.Service;
import org.tohost.common.domain.SessionId;
import org.tohost.common.failure.Failure;

/// Someone tried to log in.
///
/// `user` is what was typed, or the user's name once it is known; `mechanism` is a SASL name
/// (`PLAIN`) or `LOGIN`, `USER`; `reason` is `ok`, `gone`, or one of the words of [#reasonOf].
public record LoginEvent(
        SessionId session,
        Service service,
        ClientInfo client,
        String user,
        String mechanism,
        boolean accepted,
        String reason) {
    /// The reason of an accepted login.
    public static final String OK = "ok";

    /// The reason why a login with the right password was not accepted: nobody waited for it.
    public static final String GONE = "gone";

    /// {@return the word that logs and metrics use for a failure: `syntax`, `unavailable`, or the
    /// refusal in lower case with hyphens, as `authentication`}
    public static String reasonOf(Failure failure) {
        return switch (failure) {
            case Failure.Syntax _ -> "syntax";
            case Failure.Unavailable _ -> "unavailable";
            case Failure.Refused refused ->
                    refused.refusal().name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }
}
