package org.tohost.common.smtp;

import org.tohost.common.domain.MailAddress;
import org.tohost.common.failure.Failure;

/// Reads a path and its parameters from left to right.
final class SmtpPathParser {
    /// RFC 5321 4.5.3.1.3 asks for 256; source routes and SMTPUTF8 make it longer.
    private static final int LONGEST_PATH = 1024;

    private static final String ATEXT_EXTRA = "!#$%&'*+-/=?^_`{|}~.";

    private final String text;
    private int at;

    SmtpPathParser(String text) {
        this.text = text;
    }

    SmtpPath.Parsed parse(String keyword) {
        if (!text.regionMatches(true, 0, keyword, 0, keyword.length())) {
            throw new Failure.Syntax("expected " + keyword + "<address>");
        }
        at = keyword.length();
        while (peek() == ' ') {
            at++; // not in the grammar, but sent by many
        }
        int from = at;
        SmtpPath path = path();
        if (at - from > LONGEST_PATH) {
            throw new Failure.Syntax("the path is too long");
        }
        return new SmtpPath.Parsed(path, SmtpParameters.parse(text.substring(at)));
    }

    private SmtpPath path() {
        expect('<');
        if (accept('>')) {
            return new SmtpPath.Null();
        }
        if (peek() == '@') {
            sourceRoute();
        }
        String local = peek() == '"' ? quotedString() : dotString();
        if (local.equalsIgnoreCase("postmaster") && accept('>')) {
            return new SmtpPath.Postmaster();
        }
        expect('@');
        String domain = domain();
        expect('>');
        return new SmtpPath.Mailbox(new MailAddress(local, domain));
    }

    /// `@one,@two:` is accepted and ignored (RFC 5321 appendix C).
    private void sourceRoute() {
        do {
            expect('@');
            domain();
        } while (accept(','));
        expect(':');
    }

    private String dotString() {
        int from = at;
        while (isAtext(peek())) {
            at++;
        }
        String local = text.substring(from, at);
        if (local.isEmpty()
                || local.startsWith(".")
                || local.endsWith(".")
                || local.contains("..")) {
            throw new Failure.Syntax("bad local part");
        }
        return local;
    }

    private String quotedString() {
        expect('"');
        StringBuilder local = new StringBuilder();
        while (!accept('"')) {
            accept('\\');
            int c = peek();
            if (c < 0x20 || c == 0x7f) {
                throw new Failure.Syntax("bad quoted local part");
            }
            local.append((char) c);
            at++;
        }
        return local.toString();
    }

    private String domain() {
        int from = at;
        if (peek() == '[') {
            int stop = text.indexOf(']', at);
            at = stop < 0 ? text.length() : stop + 1;
        } else {
            while (isLetterOrDigit(peek()) || peek() == '-' || peek() == '.' || peek() == '_') {
                at++;
            }
        }
        return text.substring(from, at);
    }

    private static boolean isAtext(int c) {
        return isLetterOrDigit(c) || (c > 0x20 && ATEXT_EXTRA.indexOf(c) >= 0);
    }

    /// RFC 6531 adds everything outside ASCII.
    private static boolean isLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c > 0x9f;
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : -1;
    }

    private boolean accept(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char c) {
        if (!accept(c)) {
            throw new Failure.Syntax("expected '" + c + "' in the path");
        }
    }
}
