package org.tohost.backend.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The fields of mailboxes that the log and the index have in common. Pure.
final class MailboxCodec {
    private MailboxCodec() {}

    static void write(long floor, List<ExpungeMark> marks, BinaryWriter out) {
        out.number(floor).number(marks.size());
        for (ExpungeMark mark : marks) {
            out.number(mark.modSeq()).instant(mark.at());
        }
    }

    static void write(NavigableMap<Long, ImportMark> imports, BinaryWriter out) {
        out.number(imports.size());
        imports.forEach((mailbox, mark) -> {
            out.number(mailbox).number(mark.uidValidity()).number(mark.upTo());
            out.number(mark.replaced());
        });
    }

    static NavigableMap<Long, ImportMark> readImports(BinaryReader in) {
        NavigableMap<Long, ImportMark> imports = new TreeMap<>();
        for (int i = in.count(); i > 0; i--) {
            imports.put(in.number(), new ImportMark(in.number(), in.number(), in.number()));
        }
        return Collections.unmodifiableNavigableMap(imports);
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
