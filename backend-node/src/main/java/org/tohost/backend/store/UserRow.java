package org.tohost.backend.store;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeSet;

/// What the index has of a user beside mailboxes: see [UserView].
///
/// @param deliveries how many deliveries with an id there were
record UserRow(
        long version,
        boolean owned,
        long lastMailboxId,
        long lastUidValidity,
        long deliveries,
        NavigableSet<String> subscriptions,
        NavigableMap<Long, ImportMark> imports) {
    static UserRow of(UserView view) {
        return new UserRow(
                view.version(),
                view.owned(),
                view.lastMailboxId(),
                view.lastUidValidity(),
                view.deliveries().count(),
                view.subscriptions(),
                view.imports());
    }

    byte[] encode() {
        BinaryWriter out = new BinaryWriter();
        out.number(version).flag(owned).number(lastMailboxId).number(lastUidValidity);
        out.number(deliveries).number(subscriptions.size());
        subscriptions.forEach(out::text);
        MailboxCodec.write(imports, out);
        return out.toOctets();
    }

    /// Reads it.
    ///
    /// @throws org.tohost.common.failure.Failure.Syntax if it does not follow the format
    static UserRow decode(byte[] octets) {
        BinaryReader in = new BinaryReader(octets);
        long version = in.number();
        boolean owned = in.flag();
        long lastMailboxId = in.number();
        long lastUidValidity = in.number();
        long deliveries = in.number();
        NavigableSet<String> names = new TreeSet<>();
        for (int i = in.count(); i > 0; i--) {
            names.add(in.text());
        }
        return new UserRow(
                version,
                owned,
                lastMailboxId,
                lastUidValidity,
                deliveries,
                Collections.unmodifiableNavigableSet(names),
                MailboxCodec.readImports(in));
    }
}
