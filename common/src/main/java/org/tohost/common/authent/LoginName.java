package org.tohost.common.authent;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;

/// What a person typed as user name: folded to lower case (RFC 8265 UsernameCaseMapped), without
/// control characters, 1 to [UserId#MAX] octets of UTF-8. It need not have a domain.
public record LoginName(String text) {
    /// Folds the case.
    ///
    /// @throws Failure.Syntax if it is empty, too long or holds control characters or spaces at its
    ///   ends
    public LoginName {
        text = text.toLowerCase(Locale.ROOT);
        int octets = text.getBytes(StandardCharsets.UTF_8).length;
        if (octets == 0 || octets > UserId.MAX || !text.equals(text.strip())) {
            throw new Failure.Syntax("a user name has 1 to " + UserId.MAX + " octets");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new Failure.Syntax("control character in the user name");
        }
    }

    /// Reads the octets of a protocol.
    ///
    /// @throws Failure.Syntax if they are not UTF-8 or not a login name
    public static LoginName of(byte[] octets) {
        try {
            return new LoginName(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString());
        } catch (CharacterCodingException e) {
            throw new Failure.Syntax("the user name is not UTF-8");
        }
    }

    /// {@return the name as an address; a name without `@` gets `defaultDomain`}
    ///
    /// @throws Failure.Syntax if that is no address
    public MailAddress address(String defaultDomain) {
        return MailAddress.parse(text.indexOf('@') >= 0 ? text : text + "@" + defaultDomain);
    }

    @Override
    public String toString() {
        return text;
    }
}
