package org.tohost.deploy.transfer;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.tohost.backend.transfer.Entry;
import org.tohost.backend.transfer.EntryCodec;

/// Messages that go to the node together. One thread.
final class Batch implements AutoCloseable {
    private static final int MOST = 200;
    private static final long OCTETS = 8 << 20;

    private final Entry.Mailbox mailbox;
    private final List<Letter> letters = new ArrayList<>();
    private final List<Supplier<InputStream>> pieces = new ArrayList<>();
    private long octets;
    private long upTo;

    Batch(Entry.Mailbox mailbox) {
        this.mailbox = mailbox;
        line(mailbox);
    }

    /// @param copy how many messages with the same octets went before
    void add(Letter letter, long copy) {
        letters.add(letter);
        octets += letter.body().size();
        upTo = Math.max(upTo, letter.uid());
        line(
                new Entry.Message(
                        letter.body().size(),
                        letter.uid(),
                        letter.internalDate(),
                        letter.flags(),
                        copy,
                        letter.key(),
                        letter.uidl()));
        pieces.add(() -> letter.body().open());
    }

    /// All up to this UID was sent.
    void upTo(long uid) {
        upTo = Math.max(upTo, uid);
    }

    boolean isFull() {
        return letters.size() >= MOST || octets >= OCTETS;
    }

    /// {@return a batch for what follows}
    Batch following() {
        return new Batch(mailbox);
    }

    /// {@return all of it as a stream, which opens one body after the other}
    InputStream stream() {
        List<Supplier<InputStream>> all = new ArrayList<>(pieces);
        all.add(() -> lines(List.of(new Entry.UpTo(upTo), new Entry.End())));
        return new SequenceInputStream(
                Collections.enumeration(
                        new AbstractList<InputStream>() {
                            @Override
                            public InputStream get(int index) {
                                return all.get(index).get();
                            }

                            @Override
                            public int size() {
                                return all.size();
                            }
                        }));
    }

    private void line(Entry entry) {
        pieces.add(() -> lines(List.of(entry)));
    }

    /// {@return these entries as a stream}
    static InputStream lines(List<Entry> entries) {
        StringBuilder lines = new StringBuilder();
        entries.forEach(entry -> lines.append(EntryCodec.line(entry)).append('\n'));
        return new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        letters.forEach(letter -> letter.body().close());
    }
}
