package org.tohost.backend.store;

import java.util.ArrayList;
import java.util.List;

/// The fields of mailboxes that the log and the index have in common. Pure.
final class MailboxCodec {
    private MailboxCodec() {}

    static void write(long floor, List<ExpungeMark> marks, BinaryWriter out) {
        out.number(floor).number(marks.size());
        for (ExpungeMark mark : marks) {
            out.number(mark.modSeq()).instant(mark.at());
        }
    }

    static List<ExpungeMark> readMarks(BinaryReader in) {
        int count = in.count();
        List<ExpungeMark> marks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            marks.add(new ExpungeMark(in.number(), in.instant()));
        }
        return List.copyOf(marks);
    }
}
