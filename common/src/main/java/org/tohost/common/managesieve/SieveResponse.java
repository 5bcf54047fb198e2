package org.tohost.common.managesieve;

import java.util.ArrayList;
import java.util.List;
import org.tohost.common.failure.Failure;

/// What a server says: data, or how a command ended.
public sealed interface SieveResponse permits SieveResponse.Data, SieveReply {
    /// Strings between spaces: a capability with its value, or, in an authentication, a challenge.
    record Data(List<String> strings) implements SieveResponse {
        /// Copies the list.
        public Data {
            strings = List.copyOf(strings);
        }
    }

    /// Reads a whole response.
    ///
    /// @throws Failure.Syntax if it is none
    static SieveResponse parse(SieveCursor cursor) {
        return cursor.atString() ? data(cursor) : SieveReply.parse(cursor);
    }

    private static Data data(SieveCursor cursor) {
        List<String> strings = new ArrayList<>();
        strings.add(cursor.text());
        while (!cursor.atEnd()) {
            cursor.expect(' ');
            strings.add(cursor.text());
        }
        return new Data(strings);
    }
}
