package org.tohost.deploy.bench;

import java.io.IOException;

/// A reply or a content that is not as it must be.
final class Unexpected extends IOException {
    private static final long serialVersionUID = 1;

    /// @param where what was being done: `login`, `fetch`
    Unexpected(String where, String what) {
        super(where + ": " + what);
    }
}
