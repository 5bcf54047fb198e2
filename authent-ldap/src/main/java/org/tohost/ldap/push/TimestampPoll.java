package org.tohost.ldap.push;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.util.StaticUtils;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/// Asks again and again for entries whose `modifyTimestamp` (RFC 4512 3.4.2) is new. Deleted
/// entries, and entries that lost the user's name, are not seen.
record TimestampPoll(Watched watched, Duration pause, Clock clock) implements Source {
    private static final String TIMESTAMP = "modifyTimestamp";
    private static final String CSN = "entryCSN"; // OpenLDAP: differs with each change
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    @Override
    public String way() {
        return "poll";
    }

    @Override
    public boolean offered(RootDse server) {
        return true;
    }

    @Override
    public void follow(LDAPConnection connection, RootDse server, Reporter reporter)
            throws NotOffered, LDAPException, InterruptedException {
        BoundedSearch search = new BoundedSearch(connection, watched);
        TimestampWindow window = new TimestampWindow(System::nanoTime, clock);
        if (!search.any(since(Instant.EPOCH))) {
            throw new NotOffered("no entry with " + TIMESTAMP + " and the user's name is found");
        }
        window.restart(newest(search));
        var _ = changed(search, window); // before the start
        reporter.stands(way(), Source.name(connection));
        while (true) {
            Thread.sleep(pause);
            Optional<List<SearchResultEntry>> changed = changed(search, window);
            if (changed.isPresent()) {
                reporter.alive();
                changed.get().forEach(reporter::changed);
            } else {
                window.restart(newest(search));
                reporter.tooMuch();
            }
        }
    }

    /// {@return the entries to tell; nothing if there are too many}
    private Optional<List<SearchResultEntry>> changed(BoundedSearch search, TimestampWindow window)
            throws LDAPException {
        window.forget();
        return search.all(since(window.from()), watched.attribute(), TIMESTAMP, CSN)
                .map(found -> found.stream().filter(entry -> tells(entry, window)).toList());
    }

    private boolean tells(SearchResultEntry entry, TimestampWindow window) {
        String stamp = entry.getAttributeValue(TIMESTAMP);
        String csn = entry.getAttributeValue(CSN);
        if (stamp == null) {
            return false; // the account may not read it: newest() has seen to that
        }
        return window.tells(entry.getDN(), time(stamp), csn == null ? stamp : csn, csn != null);
    }

    /// {@return the second of the newest timestamp that is not from the future, found by halving:
    /// nothing is read}
    private Instant newest(BoundedSearch search) throws LDAPException {
        Instant now = clock.instant();
        boolean future = search.any(since(now.plusSeconds(1)));
        long low = 0;
        long high = now.getEpochSecond() + 1;
        while (high - low > 1) {
            long middle = (low + high) >>> 1;
            Filter later = since(Instant.ofEpochSecond(middle));
            if (search.any(future ? Filter.createANDFilter(later, until(now)) : later)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Instant.ofEpochSecond(low);
    }

    private static Filter since(Instant instant) {
        return Filter.createGreaterOrEqualFilter(TIMESTAMP, SECONDS.format(instant));
    }

    private static Filter until(Instant instant) {
        return Filter.createLessOrEqualFilter(TIMESTAMP, SECONDS.format(instant));
    }

    private static Instant time(String timestamp) {
        try {
            return StaticUtils.decodeGeneralizedTime(timestamp).toInstant();
        } catch (ParseException _) {
            return Instant.EPOCH;
        }
    }
}
