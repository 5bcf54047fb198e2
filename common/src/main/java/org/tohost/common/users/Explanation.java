package org.tohost.common.users;

import java.time.Instant;
import java.util.Optional;
import org.tohost.common.authent.Finding;
import org.tohost.common.authent.UserKey;

/// What the user database knows of a key, for operators: what is kept, and what the module `module`
/// has just said.
public record Explanation(UserKey key, Optional<Kept> kept, String module, Finding now) {
    /// What was kept when the question was asked: found by a search that began at `since`; `fresh`
    /// if logins and look-ups would have used it without asking.
    public record Kept(Finding finding, Instant since, boolean fresh) {}
}
