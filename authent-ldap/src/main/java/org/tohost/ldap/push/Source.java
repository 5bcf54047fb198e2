package org.tohost.ldap.push;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// A way of learning of changes.
sealed interface Source permits ContentSync, PersistentSearch, TimestampPoll, UsnPoll {
    /// How long after an answer servers are asked again that do not tell by themselves.
    Duration POLL = Duration.ofMillis(500);

    /// How long servers that tell by themselves may be silent before they are asked whether they
    /// are still there. One that hangs is left after this and the time limit of a question.
    Duration HEARTBEAT = Duration.ofSeconds(3);

    /// {@return the ways that may be used, the best first}
    static List<Source> of(PushMode mode, Watched watched, Clock clock) {
        Source sync = new ContentSync(watched, HEARTBEAT);
        Source psearch = new PersistentSearch(watched, HEARTBEAT);
        Source usn = new UsnPoll(watched, POLL);
        Source poll = new TimestampPoll(watched, POLL, clock);
        return switch (mode) {
            case AUTO -> List.of(sync, psearch, usn, poll);
            case SYNC -> List.of(sync);
            case PSEARCH -> List.of(psearch);
            case POLL -> List.of(usn, poll);
            case OFF -> List.of();
        };
    }

    /// {@return what it is called in logs and metrics}
    String way();

    /// {@return whether the server says that it can do this}
    boolean offered(RootDse server);

    /// Reports that it stands, then changes, for as long as it can.
    ///
    /// @throws NotOffered if this server will not do it for this account
    /// @throws LDAPException if the connection or the stream is lost
    /// @throws InterruptedException if it shall end
    void follow(LDAPConnection connection, RootDse server, Reporter reporter)
            throws NotOffered, LDAPException, InterruptedException;

    /// {@return the server at the other end}
    static String name(LDAPConnection connection) {
        return connection.getConnectedAddress() + ":" + connection.getConnectedPort();
    }
}
