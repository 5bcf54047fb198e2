package org.tohost.ldap;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells operators what is wrong with entries: the same thing once an hour, however often the entry
/// is read. Remembers the last 1,000 things. Any thread.
final class Complaints {
    private static final Logger log = LoggerFactory.getLogger(Complaints.class);
    private static final Duration SILENCE = Duration.ofHours(1);
    private static final int MOST = 1_000;

    private final Clock clock;
    private final Map<Complaint, Instant> said = new LinkedHashMap<>();

    private record Complaint(String subject, String text) {}

    Complaints(Clock clock) {
        this.clock = clock;
    }

    /// Something is wrong with the entry, or the name, `subject`.
    void about(String subject, String text) {
        if (isNews(new Complaint(subject, text))) {
            log.error("{}: {}", subject, text);
        }
    }

    private synchronized boolean isNews(Complaint complaint) {
        Instant now = clock.instant();
        Instant last = said.get(complaint);
        if (last != null && now.isBefore(last.plus(SILENCE))) {
            return false;
        }
        said.remove(complaint);
        said.put(complaint, now);
        if (said.size() > MOST) {
            said.remove(said.keySet().iterator().next());
        }
        return true;
    }
}
