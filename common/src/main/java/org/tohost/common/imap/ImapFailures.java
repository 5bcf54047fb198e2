package org.tohost.common.imap;

import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

/// How IMAP tells a failure (response codes of RFC 9051 7.1, RFC 5530).
public final class ImapFailures {
    private ImapFailures() {}

    /// {@return the response without tag and CRLF: `NO [CODE] text` or `BAD text`}
    public static String response(Failure failure) {
        return switch (failure) {
            case Failure.Syntax syntax -> "BAD " + syntax.getMessage();
            case Failure.Refused refused -> "NO " + words(refused.refusal());
            case Failure.Unavailable _ -> "NO [UNAVAILABLE] Temporarily unavailable, try later";
        };
    }

    private static String words(Refusal refusal) {
        return switch (refusal) {
            case AUTHENTICATION -> "[AUTHENTICATIONFAILED] Authentication failed";
            case ACCOUNT -> "[AUTHORIZATIONFAILED] Account is not available";
            case TLS_REQUIRED -> "[PRIVACYREQUIRED] TLS is required";
            case RELAY_DENIED, NOT_PERMITTED -> "[NOPERM] Not permitted";
            case LIMIT, TOO_SOON -> "[LIMIT] Limit reached";
            case OVER_QUOTA -> "[OVERQUOTA] Mailbox is full";
            case TOO_LARGE -> "[TOOBIG] Too large";
            case UNKNOWN_RECIPIENT, NONEXISTENT -> "[NONEXISTENT] No such mailbox";
            case ALREADY_EXISTS -> "[ALREADYEXISTS] Mailbox exists";
            case IN_USE -> "[INUSE] In use by another session";
            case LOOP -> "[CANNOT] Loop";
        };
    }
}
