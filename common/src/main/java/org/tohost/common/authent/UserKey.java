package org.tohost.common.authent;

import java.util.ArrayList;
import java.util.List;
import org.tohost.common.domain.MailAddress;

/// What a user is looked up by.
public sealed interface UserKey {
    /// The name that a person typed to log in.
    record Login(LoginName name) implements UserKey {}

    /// A mail address: the user's own, or an alias; folded, so that equal mailboxes are equal keys.
    record Address(MailAddress address) implements UserKey {
        /// Folds the address.
        public Address {
            address = address.folded();
        }
    }

    /// Whoever gets the mail for a domain that nobody else in it gets; in lower case.
    record CatchAll(String domain) implements UserKey {}

    /// {@return the keys under which the user may stand who gets mail for this address, the nearest
    /// first: the address itself, the address without what follows a `separator` in its local part
    /// (RFC 5233; an empty separator: never), the catch-all of its domain}
    static List<UserKey> forMail(MailAddress address, String separator) {
        List<UserKey> keys = new ArrayList<>();
        keys.add(new Address(address));
        int tag = separator.isEmpty() ? -1 : address.localPart().indexOf(separator);
        if (tag > 0) {
            String user = address.localPart().substring(0, tag);
            keys.add(new Address(new MailAddress(user, address.domain())));
        }
        keys.add(new CatchAll(address.domain()));
        return List.copyOf(keys);
    }
}
