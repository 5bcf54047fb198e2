package org.tohost.deploy.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tohost.backend.spool.Spool;
import org.tohost.backend.transfer.Entry;

/// Brings what lies in a tree of files to a node, mailbox by mailbox, batch by batch. It may be
/// ended at any time and begun again: the node knows what it has. One thread.
public final class ImportRun {
    private static final int FLAGS = 5000; // messages whose flags go together

    private final Taker node;
    private final Spool spool;
    private final Complaints complaints;
    private final Progress progress;
    private long done;
    private long weight;
    private long taken;
    private long seen;
    private long flagged;

    /// Where a run tells how far it is.
    public interface Progress {
        /// So much of all is done.
        ///
        /// @param share 0 to 1
        /// @param messages how many were taken
        void at(double share, long messages);
    }

    /// What came of a run.
    ///
    /// @param taken messages that are new on the node
    /// @param there messages that were there before
    /// @param flagged those of them that have other flags now
    public record Result(long mailboxes, long taken, long there, long flagged) {}

    /// A run to this node.
    ///
    /// @param spool where bodies wait
    public ImportRun(Taker node, Spool spool, Complaints complaints, Progress progress) {
        this.node = node;
        this.spool = spool;
        this.complaints = complaints;
        this.progress = progress;
    }

    /// Brings all of it.
    ///
    /// @throws IOException in words for operators, if the node does not take it
    public Result run(Mailboxes tree) throws IOException, InterruptedException {
        weight = tree.mailboxes().stream().mapToLong(SourceMailbox::weight).sum();
        // a number above those that the user had can be adopted, one below no more
        List<SourceMailbox> rising =
                tree.mailboxes().stream()
                        .sorted(Comparator.comparingLong(SourceMailbox::uidValidity))
                        .toList();
        for (SourceMailbox mailbox : rising) {
            bring(mailbox);
            done += mailbox.weight();
        }
        for (String name : tree.subscriptions()) {
            node.take(() -> Batch.lines(List.of(new Entry.Subscription(name), new Entry.End())));
        }
        progress.at(1, taken);
        return new Result(tree.mailboxes().size(), taken, seen - taken, flagged);
    }

    private void bring(SourceMailbox source) throws IOException, InterruptedException {
        Entry.Mailbox head =
                new Entry.Mailbox(source.name(), source.uidValidity(), source.subscribed());
        Taker.Taken before;
        try (Batch question = new Batch(head)) {
            before = node.take(question::stream);
        }
        if (source.uidValidity() != 0 && !before.kept()) {
            complaints.add(
                    source.name(),
                    "UIDs are not kept: it has mail here, or its UIDVALIDITY was used before");
        }
        try (LetterReader reader = source.open(spool, before.upTo())) {
            send(reader, new Batch(head), source.upTo(), !before.kept());
            seen += reader.passed().size();
            if (before.kept()) {
                sendFlags(head, reader.passed());
            }
        } catch (FileSystemException e) {
            complaints.add(source.name(), LetterFile.reason(e));
        }
    }

    private void sendFlags(Entry.Mailbox head, List<Entry.Flagged> passed)
            throws IOException, InterruptedException {
        for (int at = 0; at < passed.size(); at += FLAGS) {
            List<Entry> entries = new ArrayList<>();
            entries.add(head);
            passed.subList(at, Math.min(at + FLAGS, passed.size())).stream()
                    .filter(each -> !each.flags().isEmpty())
                    .forEach(entries::add);
            entries.add(new Entry.End());
            flagged += node.take(() -> Batch.lines(entries)).flagged();
        }
    }

    /// @param counted whether messages may have to be told apart by their octets
    private void send(LetterReader reader, Batch first, long upTo, boolean counted)
            throws IOException, InterruptedException {
        Map<ByteBuffer, Long> copies = new HashMap<>();
        Batch batch = first;
        try {
            var letter = reader.next();
            while (letter.isPresent()) {
                batch.add(letter.get(), counted ? copy(letter.get(), copies) : 0);
                seen++;
                if (batch.isFull()) {
                    send(batch);
                    batch = batch.following();
                    progress.at(share(reader), taken);
                }
                letter = reader.next();
            }
            batch.upTo(upTo);
            send(batch);
        } finally {
            batch.close();
        }
    }

    private static long copy(Letter letter, Map<ByteBuffer, Long> copies) {
        return copies.merge(ByteBuffer.wrap(letter.body().sha256()), 1L, Long::sum) - 1;
    }

    private void send(Batch batch) throws IOException, InterruptedException {
        try (batch) {
            taken += node.take(batch::stream).count();
        }
    }

    private double share(LetterReader reader) {
        return weight == 0 ? 0 : Math.min(1, (double) (done + reader.done()) / weight);
    }
}
