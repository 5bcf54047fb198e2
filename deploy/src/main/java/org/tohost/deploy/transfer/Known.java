package org.tohost.deploy.transfer;

import java.util.HashMap;
import java.util.Map;
import org.tohost.backend.store.Message;
import org.tohost.common.tell.Told;

/// The messages that a node has of a user. Two are one message if they have the same octets and
/// came at the same time, in mailboxes of the same name. One thread.
public final class Known {
    private final Map<String, Integer> there = new HashMap<>();
    private long met;

    /// Notes a message that the node tells of; anything else is passed over.
    public void add(Told told) {
        told.value("emailid")
                .ifPresent(emailId -> {
                    String mailbox = told.value("mailbox").orElse("");
                    String date = told.value("internaldate").orElse("");
                    there.merge(key(mailbox, emailId, date), 1, Integer::sum);
                });
    }

    /// {@return true if the node has this one, which then counts no more}
    boolean take(String mailbox, Message message) {
        String key = key(mailbox, message.emailId(), message.internalDate().toString());
        Integer left = there.get(key);
        if (left == null || left == 0) {
            return false;
        }
        there.put(key, left - 1);
        met++;
        return true;
    }

    /// {@return how many were there}
    public long met() {
        return met;
    }

    private static String key(String mailbox, String emailId, String date) {
        return emailId + " " + date + " " + mailbox;
    }
}
