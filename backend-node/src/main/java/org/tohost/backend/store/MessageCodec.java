package org.tohost.backend.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tohost.common.failure.Failure;

/// The fields of changes that concern messages. Pure.
final class MessageCodec {
    private MessageCodec() {}

    static void write(Change.MessageAdded change, BinaryWriter out) {
        out.number(change.mailbox());
        write(change.message(), out);
        out.flag(change.deliveryId().isPresent());
        change.deliveryId().ifPresent(out::text);
    }

    static Change.MessageAdded readMessageAdded(BinaryReader in) {
        return new Change.MessageAdded(
                in.number(),
                readMessage(in),
                in.flag() ? Optional.of(in.text()) : Optional.empty());
    }

    static void write(Message message, BinaryWriter out) {
        out.number(message.uid()).number(message.modSeq());
        write(message.flags(), out);
        out.instant(message.internalDate()).instant(message.saveDate()).text(message.uidl());
        MessageContent content = message.content();
        out.number(content.body().id()).octetText(content.body().prefix());
        out.number(content.size()).text(content.emailId()).number(content.threadId().value());
    }

    static Message readMessage(BinaryReader in) {
        return new Message(
                in.number(),
                in.number(),
                readFlags(in),
                in.instant(),
                in.instant(),
                in.text(),
                readContent(in));
    }

    /// Passes over a message.
    static void skipMessage(BinaryReader in) {
        in.skipNumbers(3);
        for (int keywords = in.count(); keywords > 0; keywords--) {
            in.skipText();
        }
        in.skipNumbers(4);
        in.skipText();
        in.skipNumbers(1);
        in.skipText();
        in.skipNumbers(1);
        in.skipText();
        in.skipNumbers(1);
    }

    private static MessageContent readContent(BinaryReader in) {
        BodyRef body = new BodyRef(in.number(), in.octetText());
        return new MessageContent(body, in.number(), in.text(), new ThreadId(in.number()));
    }

    static void write(Change.FlagsChanged change, BinaryWriter out) {
        out.number(change.mailbox()).number(change.modSeq());
        write(change.uids(), out);
        out.number(
                switch (change.mode()) {
                    case REPLACE -> 0;
                    case ADD -> 1;
                    case REMOVE -> 2;
                });
        write(change.flags(), out);
    }

    static Change.FlagsChanged readFlagsChanged(BinaryReader in) {
        return new Change.FlagsChanged(
                in.number(), in.number(), readUids(in), readMode(in), readFlags(in));
    }

    /// Runs of UIDs without gaps: how many runs, then for each the distance from the end of the run
    /// before and the length.
    static void write(Uids uids, BinaryWriter out) {
        out.number(uids.runs());
        long end = 0;
        for (int i = 0; i < uids.runs(); i++) {
            out.number(uids.first(i) - end).number(uids.last(i) - uids.first(i) + 1);
            end = uids.last(i) + 1;
        }
    }

    static Uids readUids(BinaryReader in) {
        long[] bounds = new long[in.count() * 2];
        long end = 0;
        for (int i = 0; i < bounds.length; i += 2) {
            long start = end + in.number();
            end = start + in.number();
            if (start < 1 || end <= start || end > 1L << 32) {
                throw new Failure.Syntax("a UID out of range");
            }
            bounds[i] = start;
            bounds[i + 1] = end - 1;
        }
        return Uids.ofRuns(bounds);
    }

    private static void write(Flags flags, BinaryWriter out) {
        out.number(flags.system()).number(flags.keywords().size());
        flags.keywords().forEach(out::text);
    }

    private static Flags readFlags(BinaryReader in) {
        int system = (int) in.number();
        int count = in.count();
        List<String> keywords = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            keywords.add(in.text());
        }
        return Flags.of(system, keywords);
    }

    private static FlagMode readMode(BinaryReader in) {
        long code = in.number();
        if (code == 0) {
            return FlagMode.REPLACE;
        }
        if (code == 1) {
            return FlagMode.ADD;
        }
        if (code == 2) {
            return FlagMode.REMOVE;
        }
        throw new Failure.Syntax("no such way to store flags");
    }
}
