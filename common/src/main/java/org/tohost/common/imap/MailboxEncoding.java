package org.tohost.common.imap;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.tohost.common.failure.Failure;

/// How mailbox names go over the line. Inside, names are plain Unicode and INBOX is in upper case.
public enum MailboxEncoding {
    /// Until the client enables something newer (RFC 3501 5.1.3).
    MODIFIED_UTF7,
    /// After ENABLE UTF8=ACCEPT or IMAP4rev2 (RFC 6855, RFC 9051 5.1).
    UTF8;

    /// {@return the name in plain Unicode}
    ///
    /// @throws Failure.Syntax if it is badly encoded or holds control characters
    public String decode(byte[] octets) {
        String utf8 = utf8(octets);
        String name =
                switch (this) {
                    case MODIFIED_UTF7 -> ModifiedUtf7.decode(utf8);
                    case UTF8 -> utf8;
                };
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new Failure.Syntax("control character in a mailbox name");
        }
        return name.equalsIgnoreCase("INBOX") ? "INBOX" : name;
    }

    /// {@return the name as it goes over the line, not quoted yet}
    public String encode(String name) {
        return switch (this) {
            case MODIFIED_UTF7 -> ModifiedUtf7.encode(name);
            case UTF8 -> name;
        };
    }

    private static String utf8(byte[] octets) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException e) {
            throw new Failure.Syntax("a mailbox name is not UTF-8");
        }
    }
}
