package org.tohost.ldap.push;

/// This server, or the rights of this account, do not allow this way of learning of changes.
final class NotOffered extends Exception {
    private static final long serialVersionUID = 1;

    NotOffered(String why) {
        super(why);
    }

    /// {@return why, for operators}
    String why() {
        return String.valueOf(getMessage());
    }
}
