package org.tohost.backend.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What was expunged from a mailbox and may be brought back, until it is forgotten. Immutable.
///
/// @param floor what went with this MODSEQ or before is forgotten
/// @param marks when the rest went: at most [#MOST_MARKS], by rising MODSEQ
/// @param messages as they last were, but with the MODSEQ of the change that expunged them
public record Gone(long floor, List<ExpungeMark> marks, MessageList messages) {
    /// How many times are told apart. Of more, those two that are closest become one.
    static final int MOST_MARKS = 32;

    /// Of a mailbox from which nothing went.
    static final Gone NOTHING = new Gone(0, List.of(), MessageList.EMPTY);

    /// {@return true if there is nothing to bring back}
    public boolean isEmpty() {
        return messages.size() == 0;
    }

    /// {@return true if one of [#messages] went before this time, as far as the marks tell}
    public boolean wentBefore(Message message, Instant time) {
        return marks.stream()
                .filter(mark -> mark.modSeq() >= message.modSeq())
                .findFirst()
                .filter(mark -> mark.at().isBefore(time))
                .isPresent();
    }

    /// {@return the messages that went with a later change than this, of those not forgotten}
    Uids since(long modSeq) {
        return Uids.of(messages.stream().filter(m -> m.modSeq() > modSeq).mapToLong(Message::uid));
    }

    /// {@return the MODSEQ up to which all went at `limit` or before; the floor if nothing did}
    long upTo(Instant limit) {
        long upTo = floor;
        for (ExpungeMark mark : marks) {
            if (mark.at().isAfter(limit)) {
                break;
            }
            upTo = mark.modSeq();
        }
        return upTo;
    }

    /// {@return this and messages, by rising UID, that went with the change of this mark, whose
    /// MODSEQ they have}
    Gone plus(List<Message> went, ExpungeMark mark) {
        List<ExpungeMark> all = new ArrayList<>(marks);
        all.add(mark);
        if (all.size() > MOST_MARKS) {
            mergeClosest(all);
        }
        return new Gone(floor, List.copyOf(all), messages.with(went));
    }

    /// {@return this without what went with the change of this MODSEQ or before}
    Gone forgotten(long upTo) {
        List<ExpungeMark> later = marks.stream().filter(m -> m.modSeq() > upTo).toList();
        Uids old =
                Uids.of(messages.stream().filter(m -> m.modSeq() <= upTo).mapToLong(Message::uid));
        return new Gone(Math.max(floor, upTo), later, messages.minus(old));
    }

    /// The earlier of the two goes into the later, so that nothing is forgotten too soon.
    private static void mergeClosest(List<ExpungeMark> all) {
        int closest = 0;
        for (int i = 1; i < all.size() - 1; i++) {
            if (distance(all, i) < distance(all, closest)) {
                closest = i;
            }
        }
        ExpungeMark earlier = all.remove(closest);
        ExpungeMark later = all.get(closest);
        Instant at = earlier.at().isAfter(later.at()) ? earlier.at() : later.at();
        all.set(closest, new ExpungeMark(later.modSeq(), at));
    }

    private static long distance(List<ExpungeMark> all, int i) {
        return Math.abs(all.get(i + 1).at().toEpochMilli() - all.get(i).at().toEpochMilli());
    }
}
