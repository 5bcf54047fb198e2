package org.tohost.deploy.transfer;

import java.io.IOException;
import java.io.OutputStream;
import org.tohost.backend.transfer.Entry;

/// Files that mail is written to, in the order of a stream of mail.
public interface MailTarget {
    /// The messages that follow are this mailbox's.
    void mailbox(Entry.Mailbox mailbox) throws IOException;

    /// A message; `octets` writes what it consists of.
    void message(Entry.Message message, Octets octets) throws IOException;

    /// The mailbox is at its end; no UID up to this one is given any more.
    void upTo(long uid) throws IOException;

    /// A name that is subscribed to, of a mailbox or not.
    void subscription(String name) throws IOException;

    /// All is there.
    void finish() throws IOException;

    /// Where a message comes from.
    interface Octets {
        /// Writes it.
        void to(OutputStream out) throws IOException;
    }
}
