package org.tohost.ldap.push;

import com.unboundid.ldap.sdk.Entry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.common.authent.AuthentModule.Changes;

/// Where the ways of learning of changes report to: tells who watches, keeps the state, and writes
/// the log.
final class Reporter {
    private static final Logger log = LoggerFactory.getLogger(Reporter.class);

    /// How long it may go without changes before operators are warned.
    private static final Duration ALARM = Duration.ofSeconds(5);

    private final Watched watched;
    private final Changes changes;
    private final PushState state;
    private final Clock clock;
    private Instant lostAt;
    private boolean warned;

    Reporter(Watched watched, Changes changes, PushState state, Clock clock) {
        this.watched = watched;
        this.changes = changes;
        this.state = state;
        this.clock = clock;
        this.lostAt = clock.instant();
    }

    /// From now on each change is seen. What was before may not have been.
    void stands(String way, String server) {
        if (state.stands(way)) {
            log.info("changes in the directory come by {} from {}", way, server);
        } else if (warned) {
            log.info("changes in the directory come again, by {} from {}", way, server);
        }
        warned = false;
        changes.missed();
    }

    /// This entry is new, or was changed.
    void changed(Entry entry) {
        state.heard();
        changes.changed(entry.getDN(), watched.user(entry));
    }

    /// No user stands under this name any more.
    void gone(String dn) {
        state.heard();
        changes.changed(dn, Optional.empty());
    }

    /// More changed than can be told one by one.
    void tooMuch() {
        state.heard();
        changes.missed();
    }

    /// The server answered, and had nothing to tell.
    void alive() {
        state.heard();
    }

    /// Nothing stands, for this reason. Warns once it lasts; called after each try.
    ///
    /// {@return whether something stood until now}
    boolean lost(String why) {
        boolean stood = state.lost();
        if (stood) {
            lostAt = clock.instant();
        }
        if (!warned && !lostAt.plus(ALARM).isAfter(clock.instant())) {
            log.warn(
                    "no changes come from the directory, what is cached ends by its time to live: {}",
                    why);
            warned = true;
        } else {
            log.debug("no changes come from the directory: {}", why);
        }
        return stood;
    }
}
