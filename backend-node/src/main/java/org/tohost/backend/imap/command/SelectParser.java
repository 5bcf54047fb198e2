package org.tohost.backend.imap.command;

import java.util.List;
import java.util.Optional;
import org.tohost.common.failure.Failure;
import org.tohost.common.imap.ImapCursor;
import org.tohost.common.imap.SequenceSet;

/// Reads what stands behind the mailbox in SELECT and EXAMINE (RFC 7162 7).
final class SelectParser {
    private final ImapCursor in;
    private boolean condstore;
    private Optional<Resync> resync = Optional.empty();

    SelectParser(ImapCursor in) {
        this.in = in;
    }

    /// {@return the command, the cursor standing behind the mailbox}
    MailboxCommand.Select select(String mailbox, boolean readOnly) {
        if (in.accept(' ')) {
            in.expect('(');
            do {
                parameter();
            } while (in.accept(' '));
            in.expect(')');
        }
        return new MailboxCommand.Select(mailbox, readOnly, condstore, resync);
    }

    private void parameter() {
        switch (in.keyword()) {
            case "CONDSTORE" -> condstore = true;
            case "QRESYNC" -> {
                in.sp();
                in.expect('(');
                resync = Optional.of(resync());
                in.expect(')');
            }
            default -> throw new Failure.Syntax("unknown parameter");
        }
    }

    private Resync resync() {
        long uidValidity = in.nzNumber();
        in.sp();
        long modSeq = in.number64();
        Optional<SequenceSet> known = Optional.empty();
        boolean more = in.accept(' ');
        if (more && !in.at('(')) {
            known = Optional.of(knownSet());
            more = in.accept(' ');
        }
        return new Resync(
                uidValidity, modSeq, known, more ? Optional.of(match()) : Optional.empty());
    }

    private Resync.Match match() {
        in.expect('(');
        SequenceSet numbers = knownSet();
        in.sp();
        SequenceSet uids = knownSet();
        in.expect(')');
        if (size(numbers) != size(uids)) {
            throw new Failure.Syntax("as many UIDs as sequence numbers");
        }
        return new Resync.Match(numbers, uids);
    }

    private SequenceSet knownSet() {
        SequenceSet set = in.sequenceSet();
        List<SequenceSet.Range> ranges = set.ranges();
        for (int i = 0; i < ranges.size(); i++) {
            boolean rises = i == 0 || ranges.get(i).first() > ranges.get(i - 1).last();
            if (!rises || ranges.get(i).last() == SequenceSet.STAR) {
                throw new Failure.Syntax("known numbers rise, without *");
            }
        }
        return set;
    }

    private static long size(SequenceSet set) {
        return set.ranges().stream().mapToLong(r -> r.last() - r.first() + 1).sum();
    }
}
