package org.tohost.common.domain;

import java.util.Locale;
import org.tohost.common.failure.Failure;

/// The name under which the whole cluster knows a user: `local@domain`, in lower case.
///
/// Two user ids are the same user exactly if they are equal. At most [#MAX] octets of UTF-8.
public record UserId(String name) implements Comparable<UserId> {
    /// Longest name: 64 octets of local part, `@`, 255 octets of domain (RFC 5321 4.5.3.1).
    public static final int MAX = 320;

    /// Checks the shape.
    ///
    /// @throws Failure.Syntax if the name is not `local@domain` or not in lower case
    public UserId {
        MailAddress address = MailAddress.parse(name);
        if (!address.toString().equals(name) || !name.equals(name.toLowerCase(Locale.ROOT))) {
            throw new Failure.Syntax("user names are local@domain in lower case");
        }
    }

    /// {@return the user who is called like this address, upper case folded}
    public static UserId of(MailAddress address) {
        return new UserId(address.toString().toLowerCase(Locale.ROOT));
    }

    /// {@return the part behind the `@`}
    public String domain() {
        return name.substring(name.lastIndexOf('@') + 1);
    }

    @Override
    public int compareTo(UserId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
