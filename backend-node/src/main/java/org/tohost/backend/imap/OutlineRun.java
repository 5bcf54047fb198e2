package org.tohost.backend.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tohost.backend.mime.Envelope;
import org.tohost.backend.store.Message;
import org.tohost.backend.store.Outlines;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;

/// Goes through messages with their envelopes, which are asked of the store some at a time, and
/// counts what is kept of them.
final class OutlineRun {
    private static final int CHUNK = 100;

    /// How many octets may be kept of all messages together, what objects cost not counted.
    private static final long MOST = 64L << 20;

    private final SelectedMailbox mailbox;
    private final Patience patience;
    private long kept;

    OutlineRun(SelectedMailbox mailbox, Turn turn) {
        this.mailbox = mailbox;
        patience = new Patience(turn.connection());
    }

    /// What is done with a message.
    @FunctionalInterface
    interface Step {
        /// Takes the message at this place.
        ///
        /// @return how many octets are kept of it
        int take(int place, Message message, Envelope envelope) throws IOException;
    }

    /// Takes the messages found, in their order.
    ///
    /// @throws Failure.Refused (LIMIT) if too much is kept
    void each(Found found, Step step) throws IOException {
        int[] places = found.places();
        for (int from = 0; from < places.length; from += CHUNK) {
            int[] some = Arrays.copyOfRange(places, from, Math.min(places.length, from + CHUNK));
            List<Integer> there = new ArrayList<>();
            List<Message> messages = new ArrayList<>();
            for (int place : some) {
                mailbox.at(place, found.view())
                        .ifPresent(message -> {
                            there.add(place);
                            messages.add(message);
                        });
            }
            Outlines outlines = mailbox.mail().outlines(messages);
            for (int i = 0; i < messages.size(); i++) {
                patience.check();
                Envelope envelope = outlines.of(messages.get(i)).envelope();
                count(step.take(there.get(i), messages.get(i), envelope));
            }
        }
    }

    private void count(int octets) {
        kept += octets;
        if (kept > MOST) {
            throw new Failure.Refused(Refusal.LIMIT, "too much to be put in order");
        }
    }
}
