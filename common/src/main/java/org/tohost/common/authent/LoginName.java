package org.tohost.common.authent;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.UserId;
import org.tohost.common.domain.UsernameCaseMapped;
import org.tohost.common.failure.Failure;

/// What a person typed as user name, in the one spelling of [UsernameCaseMapped]: no spaces, no
/// control characters, 1 to [UserId#MAX] octets of UTF-8. It need not have a domain; one behind the
/// last `@` is in lower case.
public record LoginName(String text) {
    /// Prepares the name.
    ///
    /// @throws Failure.Syntax if it is empty, too long, or holds what no user name may hold
    public LoginName {
        check(text);
        int at = text.lastIndexOf('@');
        text =
                at < 0
                        ? UsernameCaseMapped.of(text)
                        : local(text.substring(0, at)) + "@" + domain(text.substring(at + 1));
        check(text);
    }

    private static void check(String text) {
        int octets = text.getBytes(StandardCharsets.UTF_8).length;
        if (octets == 0 || octets > UserId.MAX) {
            throw new Failure.Syntax("a user name has 1 to " + UserId.MAX + " octets");
        }
    }

    private static String local(String text) {
        return text.isEmpty() ? text : UsernameCaseMapped.of(text);
    }

    private static String domain(String text) {
        if (text.codePoints().anyMatch(LoginName::isInNoName)) {
            throw new Failure.Syntax("space or control character in the user name");
        }
        return Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    private static boolean isInNoName(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> false;
        };
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

    /// {@return true if this is the other name, or the part of it before its domain}
    public boolean isShortFor(LoginName other) {
        int domain = other.text.lastIndexOf('@');
        return equals(other)
                || (text.indexOf('@') < 0
                        && domain >= 0
                        && text.equals(other.text.substring(0, domain)));
    }

    @Override
    public String toString() {
        return text;
    }
}
