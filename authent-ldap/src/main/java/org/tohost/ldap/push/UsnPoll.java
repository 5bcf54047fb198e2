package org.tohost.ldap.push;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Asks Active Directory again and again for entries with new update sequence numbers. Each domain
/// controller counts for itself, and shows in its root DSE how far it is. Deleted entries are not
/// seen.
record UsnPoll(Watched watched, Duration pause) implements Source {
    private static final String HIGHEST = "highestCommittedUSN";
    private static final String CHANGED = "uSNChanged";

    @Override
    public String way() {
        return "poll";
    }

    @Override
    public boolean offered(RootDse server) {
        return server.capabilities().contains(RootDse.ACTIVE_DIRECTORY);
    }

    @Override
    public void follow(LDAPConnection connection, RootDse server, Reporter reporter)
            throws NotOffered, LDAPException, InterruptedException {
        BoundedSearch search = new BoundedSearch(connection, watched);
        long known = highest(connection);
        reporter.stands(way(), Source.name(connection));
        while (true) {
            Thread.sleep(pause);
            long now = highest(connection);
            reporter.alive();
            if (now < known) {
                throw new LDAPException(ResultCode.OTHER, HIGHEST + " went back");
            }
            if (now > known) {
                tell(search, known + 1, reporter);
                known = now; // of what the search saw beyond, something may have been under way
            }
        }
    }

    private void tell(BoundedSearch search, long from, Reporter reporter) throws LDAPException {
        Filter filter = Filter.createGreaterOrEqualFilter(CHANGED, Long.toString(from));
        Optional<List<SearchResultEntry>> changed = search.all(filter, watched.attribute());
        if (changed.isPresent()) {
            changed.get().forEach(reporter::changed);
        } else {
            reporter.tooMuch();
        }
    }

    private static long highest(LDAPConnection connection) throws NotOffered, LDAPException {
        Entry root = connection.getEntry("", HIGHEST);
        Long usn = root == null ? null : root.getAttributeValueAsLong(HIGHEST);
        if (usn == null) {
            throw new NotOffered("the root DSE shows no " + HIGHEST);
        }
        return usn;
    }
}
