package org.tohost.backend.imap;

import java.util.stream.IntStream;
import org.tohost.backend.store.MailboxView;

/// What a search found.
///
/// @param view what it looked at
/// @param places from 0, in the order in which they are to be told
/// @param tellsModSeq true if the client wants to know the highest MODSEQ of these
record Found(MailboxView view, int[] places, boolean tellsModSeq) {
    /// {@return the same in another order}
    Found inOrder(int[] sorted) {
        return new Found(view, sorted, tellsModSeq);
    }

    /// {@return the highest MODSEQ of the messages at these of the places}
    long modSeq(SelectedMailbox mailbox, IntStream indices) {
        return indices.mapToObj(i -> mailbox.at(places[i], view))
                .mapToLong(message -> message.orElseThrow().modSeq())
                .max()
                .orElse(0);
    }
}
