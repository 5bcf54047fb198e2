package org.tohost.common.pop3;

import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

/// How POP3 tells a failure (response codes of RFC 2449 8, RFC 3206).
public final class Pop3Failures {
    private Pop3Failures() {}

    /// {@return the response without CRLF: `-ERR [CODE] text` or `-ERR text`}
    public static String response(Failure failure) {
        return switch (failure) {
            case Failure.Syntax syntax -> "-ERR " + syntax.getMessage();
            case Failure.Refused refused -> "-ERR " + words(refused.refusal());
            case Failure.Unavailable _ -> "-ERR [SYS/TEMP] Temporarily unavailable, try later";
        };
    }

    private static String words(Refusal refusal) {
        return switch (refusal) {
            case AUTHENTICATION -> "[AUTH] Authentication failed";
            case ACCOUNT -> "[AUTH] Account is not available";
            case TLS_REQUIRED -> "[AUTH] TLS is required";
            case LIMIT -> "[SYS/TEMP] Limit reached";
            case IN_USE -> "[IN-USE] Maildrop is open in another session"; // RFC 2449 8.1.2
            case TOO_SOON -> "[LOGIN-DELAY] The last login was too short a time ago"; // 8.1.1
            case NONEXISTENT, UNKNOWN_RECIPIENT -> "No such message";
            case NOT_PERMITTED, RELAY_DENIED, LOOP -> "Not permitted";
            case OVER_QUOTA, TOO_LARGE, ALREADY_EXISTS -> "Not possible";
        };
    }
}
