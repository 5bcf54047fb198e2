package org.tohost.common.smtp;

import org.tohost.common.domain.MailAddress;
import org.tohost.common.failure.Failure;

/// What stands between the angle brackets of MAIL and RCPT (RFC 5321 4.1.2).
public sealed interface SmtpPath {
    /// `<>`: the sender of reports, to whom nothing is ever reported.
    record Null() implements SmtpPath {
        @Override
        public String toString() {
            return "<>";
        }
    }

    /// `<postmaster>` without a domain (RFC 5321 4.5.1).
    record Postmaster() implements SmtpPath {
        @Override
        public String toString() {
            return "<postmaster>";
        }
    }

    /// An address; a source route before it is gone.
    record Mailbox(MailAddress address) implements SmtpPath {
        @Override
        public String toString() {
            return "<" + address + ">";
        }
    }

    /// A path and the parameters behind it.
    record Parsed(SmtpPath path, SmtpParameters parameters) {}

    /// Reads the argument of MAIL: `FROM:<path>` and parameters. Never [Postmaster].
    ///
    /// @throws Failure.Syntax if it is not that
    static Parsed reverse(String argument) {
        Parsed parsed = new SmtpPathParser(argument).parse("FROM:");
        if (parsed.path() instanceof Postmaster) {
            throw new Failure.Syntax("the sender needs a domain");
        }
        return parsed;
    }

    /// Reads the argument of RCPT: `TO:<path>` and parameters. Never [Null].
    ///
    /// @throws Failure.Syntax if it is not that
    static Parsed forward(String argument) {
        Parsed parsed = new SmtpPathParser(argument).parse("TO:");
        if (parsed.path() instanceof Null) {
            throw new Failure.Syntax("the recipient is empty");
        }
        return parsed;
    }
}
