package org.tohost.common.domain;

import org.tohost.common.failure.Failure;

/// The name under which the whole cluster knows a user: `local@domain`, the local part in the one
/// spelling of [UsernameCaseMapped], the domain in lower case.
///
/// Two user ids are the same user exactly if they are equal. At most [#MAX] octets of UTF-8.
public record UserId(String name) implements Comparable<UserId> {
    /// Longest name: 64 octets of local part, `@`, 255 octets of domain (RFC 5321 4.5.3.1).
    public static final int MAX = 320;

    /// Checks the shape.
    ///
    /// @throws Failure.Syntax if the name is not `local@domain` in that spelling
    public UserId {
        if (!spelled(MailAddress.parse(name)).equals(name)) {
            throw new Failure.Syntax("user names are local@domain in lower case");
        }
    }

    /// {@return the user who is called like this address, however it is spelled}
    ///
    /// @throws Failure.Syntax if its local part can be no user name
    public static UserId of(MailAddress address) {
        return new UserId(spelled(address));
    }

    private static String spelled(MailAddress address) {
        String local = UsernameCaseMapped.of(address.localPart());
        return new MailAddress(local, address.domain()).toString();
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
