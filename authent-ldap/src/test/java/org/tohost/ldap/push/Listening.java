package org.tohost.ldap.push;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import java.time.Clock;
import java.util.List;
import java.util.SplittableRandom;
import org.tohost.common.fixture.SlapdFixture;

/// A listener below `ou=people`, and what it was told.
record Listening(ChangeListener listener, RecordingChanges changes, PushState state)
        implements AutoCloseable {
    static final String PEOPLE = "ou=people," + SlapdFixture.BASE;

    /// {@return a listener to whichever of these ports answers first}
    static Listening to(PushMode mode, int... ports) {
        RecordingChanges changes = new RecordingChanges();
        PushState state = new PushState(Clock.systemUTC());
        var tools =
                new ChangeListener.Tools(
                        Clock.systemUTC(), new SplittableRandom(), state, ports.length > 1);
        return new Listening(
                ChangeListener.start(mode, watched(), () -> connect(ports), tools, changes),
                changes,
                state);
    }

    static Watched watched() {
        try {
            return new Watched(List.of(new DN(PEOPLE)), "mail");
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Wire(LDAPConnection connection) implements Line {
        @Override
        public void close() {
            connection.close();
        }
    }

    private static Line connect(int... ports) throws LDAPException {
        LDAPException failure = new LDAPException(ResultCode.CONNECT_ERROR);
        for (int port : ports) {
            var options = new LDAPConnectionOptions();
            options.setConnectTimeoutMillis(1000);
            options.setResponseTimeoutMillis(1000);
            try {
                return new Wire(
                        new LDAPConnection(
                                options,
                                "127.0.0.1",
                                port,
                                SlapdFixture.SERVICE_DN,
                                "let me read"));
            } catch (LDAPException e) {
                failure = e;
            }
        }
        throw failure;
    }

    @Override
    public void close() {
        listener.close();
    }
}
