package org.tohost.backend.store;

import java.util.ArrayList;
import java.util.List;
import org.tohost.common.failure.Failure;

/// Changes as the octets of a change record: a count, then for each its type, its length, its
/// fields. A type's number is never used again for anything else; a type whose fields change gets
/// another number. Pure.
final class ChangeCodec {
    private static final int USER_CREATED = 1;
    private static final int MAILBOX_CREATED = 2;
    private static final int MAILBOX_DELETED = 3;
    private static final int MAILBOX_RENAMED = 4;
    private static final int SUBSCRIPTION_CHANGED = 5;
    private static final int FLAGS_CHANGED = 7;
    private static final int MESSAGES_EXPUNGED = 8;
    private static final int OWNED_MARKED = 9;
    private static final int IMPORT_MARKED = 11;
    private static final int MESSAGE_ADDED = 12;
    private static final int SPECIAL_USE_CHANGED = 13;
    private static final int RIGHTS_CHANGED = 14;
    private static final int MESSAGES_FORGOTTEN = 20;
    private static final int MAILBOX_FORGOTTEN = 21;
    private static final int QUEUED_WITHOUT_NAMES = 64;
    private static final int RECIPIENTS_TRIED = 65;
    private static final int DEQUEUED = 66;
    private static final int QUEUED = 67;
    private static final int QUEUE_KEPT = 80;

    private ChangeCodec() {}

    static byte[] encode(List<Change> changes) {
        BinaryWriter out = new BinaryWriter().number(changes.size());
        for (Change change : changes) {
            BinaryWriter fields = new BinaryWriter();
            out.number(write(change, fields)).octets(fields.toOctets());
        }
        return out.toOctets();
    }

    /// Reads a record.
    ///
    /// @throws Failure.Syntax if it does not follow the format, or is from a later version
    static List<Change> decode(byte[] octets) {
        BinaryReader in = new BinaryReader(octets);
        int count = in.count();
        List<Change> changes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int type = (int) in.number();
            BinaryReader fields = new BinaryReader(in.octets());
            changes.add(read(type, fields));
            if (!fields.atEnd()) {
                throw new Failure.Syntax("a change of type " + type + " with too many fields");
            }
        }
        if (!in.atEnd()) {
            throw new Failure.Syntax("octets behind the last change");
        }
        return changes;
    }

    private static int write(Change change, BinaryWriter out) {
        switch (change) {
            case Change.UserCreated c -> {
                out.number(c.uidValidity());
                return USER_CREATED;
            }
            case Change.MailboxCreated c -> {
                out.number(c.mailbox()).text(c.name()).number(c.uidValidity());
                return MAILBOX_CREATED;
            }
            case Change.MailboxDeleted c -> {
                out.number(c.mailbox());
                return MAILBOX_DELETED;
            }
            case Change.MailboxRenamed c -> {
                out.number(c.mailbox()).text(c.name());
                return MAILBOX_RENAMED;
            }
            case Change.SpecialUseChanged c -> {
                out.number(c.mailbox()).number(SpecialUse.bits(c.uses()));
                return SPECIAL_USE_CHANGED;
            }
            case Change.RightsChanged c -> {
                out.number(c.mailbox()).text(c.identifier()).number(c.rights().bits());
                return RIGHTS_CHANGED;
            }
            case Change.SubscriptionChanged c -> {
                out.text(c.name()).flag(c.subscribed());
                return SUBSCRIPTION_CHANGED;
            }
            case Change.MessageAdded c -> {
                MessageCodec.write(c, out);
                return MESSAGE_ADDED;
            }
            case Change.FlagsChanged c -> {
                MessageCodec.write(c, out);
                return FLAGS_CHANGED;
            }
            case Change.MessagesExpunged c -> {
                out.number(c.mailbox()).number(c.modSeq());
                MessageCodec.write(c.uids(), out);
                return MESSAGES_EXPUNGED;
            }
            case Change.MessagesForgotten c -> {
                out.number(c.mailbox()).number(c.upTo());
                return MESSAGES_FORGOTTEN;
            }
            case Change.MailboxForgotten c -> {
                out.number(c.mailbox());
                return MAILBOX_FORGOTTEN;
            }
            case Kept part -> {
                return KeptCodec.write(part, out);
            }
            case Change.OwnedMarked c -> {
                out.flag(c.owned());
                return OWNED_MARKED;
            }
            case Change.ImportMarked c -> {
                out.number(c.mailbox()).number(c.mark().uidValidity()).number(c.mark().upTo());
                out.number(c.mark().replaced());
                return IMPORT_MARKED;
            }
            case Change.Queued c -> {
                QueueCodec.write(c.entry(), out);
                return QUEUED;
            }
            case Change.RecipientsTried c -> {
                QueueCodec.write(c, out);
                return RECIPIENTS_TRIED;
            }
            case Change.QueueKept c -> {
                QueueCodec.write(c, out);
                return QUEUE_KEPT;
            }
            case Change.Dequeued _ -> {
                return DEQUEUED;
            }
        }
    }

    private static Change read(int type, BinaryReader in) {
        return switch (type) {
            case USER_CREATED -> new Change.UserCreated(in.number());
            case MAILBOX_CREATED -> new Change.MailboxCreated(in.number(), in.text(), in.number());
            case MAILBOX_DELETED -> new Change.MailboxDeleted(in.number());
            case MAILBOX_RENAMED -> new Change.MailboxRenamed(in.number(), in.text());
            case SUBSCRIPTION_CHANGED -> new Change.SubscriptionChanged(in.text(), in.flag());
            case MESSAGE_ADDED -> MessageCodec.readMessageAdded(in);
            case SPECIAL_USE_CHANGED ->
                    new Change.SpecialUseChanged(in.number(), SpecialUse.ofBits(in.number()));
            case RIGHTS_CHANGED ->
                    new Change.RightsChanged(in.number(), in.text(), new Rights((int) in.number()));
            case FLAGS_CHANGED -> MessageCodec.readFlagsChanged(in);
            case MESSAGES_EXPUNGED ->
                    new Change.MessagesExpunged(
                            in.number(), in.number(), MessageCodec.readUids(in));
            case KeptCodec.BEGUN -> KeptCodec.readBegun(in);
            case KeptCodec.MAILBOX -> KeptCodec.readMailbox(in);
            case KeptCodec.MESSAGES -> KeptCodec.readMessages(in);
            case KeptCodec.DELIVERIES -> KeptCodec.readDeliveries(in);
            case KeptCodec.ENDED -> new Kept.Ended();
            case MESSAGES_FORGOTTEN -> new Change.MessagesForgotten(in.number(), in.number());
            case MAILBOX_FORGOTTEN -> new Change.MailboxForgotten(in.number());
            case OWNED_MARKED -> new Change.OwnedMarked(in.flag());
            case IMPORT_MARKED ->
                    new Change.ImportMarked(
                            in.number(), new ImportMark(in.number(), in.number(), in.number()));
            case QUEUED_WITHOUT_NAMES -> new Change.Queued(QueueCodec.readEntry(in, false));
            case QUEUED -> new Change.Queued(QueueCodec.readEntry(in, true));
            case RECIPIENTS_TRIED -> QueueCodec.readRecipientsTried(in);
            case DEQUEUED -> new Change.Dequeued();
            case QUEUE_KEPT -> QueueCodec.readQueueKept(in);
            default -> throw new Failure.Syntax("a change of the unknown type " + type);
        };
    }
}
