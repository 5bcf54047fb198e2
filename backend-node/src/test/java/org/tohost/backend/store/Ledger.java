package org.tohost.backend.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.tohost.common.domain.UserId;

/// What a store acknowledged, to be compared with what it holds after it was killed: acknowledged
/// is there once, refused is not there, unanswered is there once or not at all, and no UID is ever
/// given to two messages.
final class Ledger {
    private final Map<String, Place> acknowledged = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    /// Where a message was said to be.
    record Place(UserId user, long uidValidity, long uid) {}

    void acknowledge(String text, UserId user, Appended appended) {
        acknowledged.put(text, new Place(user, appended.uidValidity(), appended.uid()));
    }

    void refuse(String text) {
        refused.add(text);
    }

    int size() {
        return acknowledged.size();
    }

    /// Compares with the inboxes of these users.
    void compare(MailStore store, Iterable<UserId> users) {
        Map<String, Place> found = new HashMap<>();
        for (UserId user : users) {
            MailboxView inbox = store.user(user).view().inbox();
            for (Message message : inbox.messages().stream().toList()) {
                String text = StoreFixture.text(store, user, message);
                Place place = new Place(user, inbox.uidValidity(), message.uid());
                Place before = found.put(text, place);
                assertTrue(before == null, () -> text + " is doubled: " + before + ", " + place);
                assertTrue(!refused.contains(text), () -> text + " was refused and is there");
            }
        }
        acknowledged.forEach((text, place) -> assertEquals(place, found.get(text), text));
        assertEquals(
                acknowledged.size(),
                new HashSet<>(acknowledged.values()).size(),
                "a UID was given twice");
    }
}
