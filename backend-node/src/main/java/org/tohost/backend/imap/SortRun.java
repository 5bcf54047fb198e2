package org.tohost.backend.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.tohost.backend.imap.command.SortKey;
import org.tohost.backend.mime.Envelope;
import org.tohost.backend.store.Message;

/// Puts messages in an order (RFC 5256 3). Each gets a string of octets, and these are compared.
final class SortRun {
    private final SelectedMailbox mailbox;
    private final Turn turn;

    SortRun(SelectedMailbox mailbox, Turn turn) {
        this.mailbox = mailbox;
        this.turn = turn;
    }

    private record Row(int place, byte[] key) {}

    /// {@return the places found, in that order; what is equal stays in the order of the mailbox}
    int[] sorted(Found found, List<SortKey> order) throws IOException {
        List<Row> rows = new ArrayList<>(found.places().length);
        new OutlineRun(mailbox, turn)
                .each(
                        found,
                        (place, message, envelope) -> {
                            byte[] key = key(message, envelope, order);
                            rows.add(new Row(place, key));
                            return key.length;
                        });
        rows.sort(Comparator.comparing(Row::key, Arrays::compareUnsigned));
        return rows.stream().mapToInt(Row::place).toArray();
    }

    private static byte[] key(Message message, Envelope envelope, List<SortKey> order) {
        SortOctets octets = new SortOctets();
        for (SortKey key : order) {
            octets.begin(key.reverse());
            SortKey.Criterion criterion = key.criterion();
            switch (criterion) {
                case ARRIVAL -> octets.number(message.internalDate().getEpochSecond());
                case CC -> octets.text(EnvelopeWords.first(envelope.cc()));
                case DATE -> octets.number(EnvelopeWords.sent(message, envelope).getEpochSecond());
                case FROM -> octets.text(EnvelopeWords.first(envelope.from()));
                case SIZE -> octets.number(message.size());
                case SUBJECT -> octets.text(EnvelopeWords.subject(envelope).text());
                case TO -> octets.text(EnvelopeWords.first(envelope.to()));
            }
        }
        return octets.take();
    }
}
