package org.tohost.backend.store;

/// How far the mail of a mailbox elsewhere was taken over into one of ours.
///
/// @param uidValidity that of the mailbox elsewhere
/// @param upTo its messages up to this UID are here, or were
/// @param replaced the UIDVALIDITY that ours had before it adopted the other one, 0 if it did not
public record ImportMark(long uidValidity, long upTo, long replaced) {
    /// {@return true if the UIDVALIDITY is the one of our mailbox too}
    public boolean isAdopted() {
        return replaced != 0;
    }

    ImportMark reached(long uid) {
        return new ImportMark(uidValidity, uid, replaced);
    }
}
