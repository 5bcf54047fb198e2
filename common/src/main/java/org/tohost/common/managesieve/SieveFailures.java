package org.tohost.common.managesieve;

import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Outage;
import org.tohost.common.failure.Refusal;

/// How ManageSieve tells a failure (response codes of RFC 5804 1.3).
public final class SieveFailures {
    private static final SieveReply.State NO = SieveReply.State.NO;

    private SieveFailures() {}

    /// {@return the reply that tells it}
    public static SieveReply reply(Failure failure) {
        return switch (failure) {
            case Failure.Syntax syntax -> SieveReply.of(NO, syntax.getMessage());
            case Failure.Refused refused -> refused(refused.refusal());
            case Failure.Unavailable unavailable -> unavailable(unavailable.outage());
        };
    }

    private static SieveReply refused(Refusal refusal) {
        return switch (refusal) {
            case AUTHENTICATION -> SieveReply.of(NO, "Authentication failed");
            case ACCOUNT -> SieveReply.of(NO, "Account is not available");
            case TLS_REQUIRED -> SieveReply.of(NO, "ENCRYPT-NEEDED", "TLS is required");
            case LIMIT, TOO_SOON -> SieveReply.of(NO, "TRYLATER", "Limit reached");
            case OVER_QUOTA -> SieveReply.of(NO, "QUOTA", "Over quota");
            case TOO_LARGE -> SieveReply.of(NO, "QUOTA/MAXSIZE", "Too large");
            case NONEXISTENT, UNKNOWN_RECIPIENT ->
                    SieveReply.of(NO, "NONEXISTENT", "No such script");
            case ALREADY_EXISTS -> SieveReply.of(NO, "ALREADYEXISTS", "Script exists");
            case IN_USE -> SieveReply.of(NO, "ACTIVE", "The script is active");
            case NOT_PERMITTED, RELAY_DENIED, LOOP -> SieveReply.of(NO, "Not permitted");
        };
    }

    /// What an operator has to correct is not said to be over soon.
    private static SieveReply unavailable(Outage outage) {
        return switch (outage) {
            case SILENT, SHUNNED, STORAGE ->
                    SieveReply.of(NO, "TRYLATER", "Temporarily unavailable, try later");
            case MISCONFIGURED -> SieveReply.of(NO, "Temporarily unavailable");
            case STOPPING ->
                    SieveReply.of(
                            SieveReply.State.BYE, "TRYLATER", "The server stops, connect again");
        };
    }
}
