package org.tohost.ldap.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.EntryChangeNotificationControl;
import com.unboundid.ldap.sdk.controls.PersistentSearchChangeType;
import com.unboundid.ldap.sdk.controls.PersistentSearchRequestControl;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Persistent searches, with a server that offers them and does as the test says.
class PersistentSearchTest {
    private final BlockingQueue<ScriptedServer.Question> searches = new LinkedBlockingQueue<>();

    @Test
    void tellsEachKindOfChange() throws Exception {
        try (var server = ScriptedServer.start(this::serve);
                var listening = Listening.to(PushMode.AUTO, server.port())) {
            ScriptedServer.Question search = searches.take();
            listening.changes().awaits("missed");
            assertEquals("psearch", listening.state().way());
            send(search, "uid=a", "mail: a@x.test", PersistentSearchChangeType.ADD, null);
            send(search, "uid=b", "mail: b@x.test", PersistentSearchChangeType.MODIFY, null);
            send(search, "uid=n", "mail: c@x.test", PersistentSearchChangeType.MODIFY_DN, "uid=c");
            send(search, "uid=d", "mail: d@x.test", PersistentSearchChangeType.DELETE, null);
            listening.changes().awaits("uid=d -");
            assertEquals(
                    List.of(
                            "missed",
                            "uid=a a@x.test",
                            "uid=b b@x.test",
                            "uid=c -",
                            "uid=n c@x.test",
                            "uid=d -"),
                    listening.changes().told());
        }
    }

    @Test
    void asksForChangesOnly() throws Exception {
        try (var server = ScriptedServer.start(this::serve);
                var _ = Listening.to(PushMode.PSEARCH, server.port())) {
            Control control = searches.take().control(RootDse.PERSISTENT_SEARCH);
            assertEquals(
                    List.of(true, true),
                    control == null
                            ? List.of()
                            : List.of(
                                    new PersistentSearchRequestControl(control).changesOnly(),
                                    new PersistentSearchRequestControl(control).returnECs()));
        }
    }

    @Test
    void beginsAnewWhenTheSearchEnds() throws Exception {
        try (var server = ScriptedServer.start(this::serve);
                var listening = Listening.to(PushMode.AUTO, server.port())) {
            ScriptedServer.Question search = searches.take();
            listening.changes().awaits("missed");
            search.connection().close();
            ScriptedServer.Question second = searches.take();
            listening.changes().awaits("missed", 2);
            send(second, "uid=b", "mail: b@x.test", PersistentSearchChangeType.MODIFY, null);
            listening.changes().awaits("uid=b b@x.test");
        }
    }

    @Test
    void aServerThatDoesNotOfferItIsNotAsked() throws Exception {
        try (var server = ScriptedServer.start(_ -> ResultCode.SUCCESS);
                var listening = Listening.to(PushMode.PSEARCH, server.port())) {
            assertFalse(listening.state().connected());
        }
    }

    private @Nullable ResultCode serve(ScriptedServer.Question question) throws LDAPException {
        if (question.control(RootDse.PERSISTENT_SEARCH) != null) {
            searches.add(question);
            return null;
        }
        if (question.reads("")) {
            question.entry("dn:\nsupportedControl: " + RootDse.PERSISTENT_SEARCH);
        }
        return ResultCode.SUCCESS;
    }

    private static void send(
            ScriptedServer.Question search,
            String dn,
            String attribute,
            PersistentSearchChangeType type,
            @Nullable String before)
            throws LDAPException {
        search.entry(
                "dn: " + dn + "\n" + attribute,
                new EntryChangeNotificationControl(type, before, -1));
    }
}
