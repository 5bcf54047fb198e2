package org.tohost.common.smtp;

import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Outage;
import org.tohost.common.failure.Refusal;

/// How SMTP tells a failure (RFC 5321 4.2.3, RFC 3463, RFC 4954 6): to servers that bring mail in
/// (also over LMTP), and to users who submit it.
public final class SmtpFailures {
    private static final String TRY_LATER = "Temporarily unavailable, try later";

    private SmtpFailures() {}

    /// {@return the reply to a server that brings mail in}
    public static SmtpReply inbound(Failure failure) {
        return switch (failure) {
            case Failure.Syntax syntax -> syntax(syntax);
            case Failure.Refused refused -> inbound(refused.refusal());
            case Failure.Unavailable unavailable ->
                    unavailable(unavailable.outage(), SmtpReply.of(451, "4.3.0", TRY_LATER));
        };
    }

    /// {@return the reply to a user who submits mail, at AUTH and after it}
    public static SmtpReply submission(Failure failure) {
        return switch (failure) {
            case Failure.Syntax syntax -> syntax(syntax);
            case Failure.Refused refused -> submission(refused.refusal());
            case Failure.Unavailable unavailable ->
                    unavailable(unavailable.outage(), SmtpReply.of(454, "4.7.0", TRY_LATER));
        };
    }

    private static SmtpReply syntax(Failure.Syntax syntax) {
        return SmtpReply.of(501, "5.5.2", String.valueOf(syntax.getMessage()));
    }

    private static SmtpReply unavailable(Outage outage, SmtpReply silent) {
        return switch (outage) {
            case SILENT, SHUNNED -> silent;
            case STORAGE -> SmtpReply.of(452, "4.3.1", "Insufficient storage, try later");
            case MISCONFIGURED ->
                    SmtpReply.of(silent.code(), "4.3.5", "The system is not set up for this");
            case STOPPING -> SmtpReply.of(421, "4.3.2", "The server stops, connect again");
        };
    }

    private static SmtpReply inbound(Refusal refusal) {
        return switch (refusal) {
            case AUTHENTICATION, UNKNOWN_RECIPIENT, NONEXISTENT -> noSuchRecipient();
            case ACCOUNT -> SmtpReply.of(550, "5.2.1", "Recipient does not accept mail");
            case TLS_REQUIRED -> tlsRequired();
            case RELAY_DENIED, NOT_PERMITTED, ALREADY_EXISTS -> notPermitted();
            case LIMIT, TOO_SOON -> limitReached();
            case IN_USE -> inUse();
            case OVER_QUOTA -> overQuota();
            case TOO_LARGE -> tooLarge();
            case LOOP -> loop();
        };
    }

    private static SmtpReply submission(Refusal refusal) {
        return switch (refusal) {
            case AUTHENTICATION, ACCOUNT -> SmtpReply.of(535, "5.7.8", "Authentication failed");
            case UNKNOWN_RECIPIENT, NONEXISTENT -> noSuchRecipient();
            case TLS_REQUIRED -> tlsRequired();
            case RELAY_DENIED, NOT_PERMITTED, ALREADY_EXISTS -> notPermitted();
            case LIMIT, TOO_SOON -> limitReached();
            case IN_USE -> inUse();
            case OVER_QUOTA -> overQuota();
            case TOO_LARGE -> tooLarge();
            case LOOP -> loop();
        };
    }

    private static SmtpReply noSuchRecipient() {
        return SmtpReply.of(550, "5.1.1", "No such recipient");
    }

    private static SmtpReply tlsRequired() {
        return SmtpReply.of(530, "5.7.0", "Must issue a STARTTLS command first"); // RFC 3207 4
    }

    private static SmtpReply notPermitted() {
        return SmtpReply.of(550, "5.7.1", "Not permitted");
    }

    private static SmtpReply limitReached() {
        return SmtpReply.of(421, "4.7.0", "Limit reached, try later");
    }

    private static SmtpReply inUse() {
        return SmtpReply.of(450, "4.2.1", "Mailbox is in use, try later");
    }

    private static SmtpReply overQuota() {
        return SmtpReply.of(452, "4.2.2", "Mailbox is full");
    }

    private static SmtpReply tooLarge() {
        return SmtpReply.of(552, "5.3.4", "Message too large"); // RFC 1870 6.1
    }

    private static SmtpReply loop() {
        return SmtpReply.of(554, "5.4.6", "Too many hops");
    }
}
