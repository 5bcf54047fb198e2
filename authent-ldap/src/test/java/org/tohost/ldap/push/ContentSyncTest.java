package org.tohost.ldap.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.protocol.IntermediateResponseProtocolOp;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.IntermediateResponse;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.ContentSyncInfoIntermediateResponse;
import com.unboundid.ldap.sdk.controls.ContentSyncRequestControl;
import com.unboundid.ldap.sdk.controls.ContentSyncState;
import com.unboundid.ldap.sdk.controls.ContentSyncStateControl;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tohost.common.fixture.SlapdFixture;

/// Content synchronisation with a provider that does as the test says.
class ContentSyncTest {
    private static final String ONE = "20261122031827.123456Z#000000#001#000000";
    private static final String TWO = "20261122031827.123456Z#000000#002#000000";

    private final BlockingQueue<ScriptedServer.Question> streams = new LinkedBlockingQueue<>();
    private ScriptedServer server;
    private Listening listening;

    @BeforeEach
    void start() throws Exception {
        server = ScriptedServer.start(this::serve);
        listening = Listening.to(PushMode.AUTO, server.port());
    }

    @AfterEach
    void stop() {
        listening.close();
        server.close();
    }

    @Test
    void sendsTheProvidersStateAsCookie() throws Exception {
        Control control = streams.take().control(RootDse.SYNC);
        assertNotNull(control);
        ASN1OctetString cookie = new ContentSyncRequestControl(control).getCookie();
        assertNotNull(cookie);
        assertEquals("rid=000,csn=" + ONE + ";" + TWO, cookie.stringValue());
    }

    @Test
    void whatChangedWhileTheStreamWasMadeIsNotLost() throws Exception {
        ScriptedServer.Question stream = streams.take();
        entry(stream, "uid=a", ContentSyncState.MODIFY);
        listening.changes().awaits("uid=a a@x.test");
        assertEquals(0, listening.changes().count("missed"), "told when the stream stands");
        refreshed(stream);
        listening.changes().awaits("missed");
        entry(stream, "uid=b", ContentSyncState.ADD);
        entry(stream, "uid=c", ContentSyncState.DELETE);
        listening.changes().awaits("uid=c -");
        assertEquals(
                List.of("uid=a a@x.test", "missed", "uid=b a@x.test", "uid=c -"),
                listening.changes().told());
    }

    @Test
    void newCookiesAreNoNews() throws Exception {
        ScriptedServer.Question stream = streams.take();
        info(stream, ContentSyncInfoIntermediateResponse.createNewCookieResponse(cookie()));
        refreshed(stream);
        listening.changes().awaits("missed");
        info(stream, ContentSyncInfoIntermediateResponse.createNewCookieResponse(cookie()));
        entry(stream, "uid=a", ContentSyncState.ADD);
        listening.changes().awaits("uid=a a@x.test");
        assertEquals(List.of("missed", "uid=a a@x.test"), listening.changes().told());
    }

    @Test
    void aRefreshThatNamesWhatIsStillThereIsStopped() throws Exception {
        ScriptedServer.Question stream = streams.take();
        info(
                stream,
                ContentSyncInfoIntermediateResponse.createSyncIDSetResponse(
                        cookie(), List.of(UUID.randomUUID()), false));
        beginsAnew();
        assertEquals(List.of("missed"), listening.changes().told());
    }

    @Test
    void aRefreshThatSendsWhatIsStillThereIsStopped() throws Exception {
        entry(streams.take(), "uid=a", ContentSyncState.PRESENT);
        beginsAnew();
    }

    @Test
    void aRefreshWithoutEndIsStopped() throws Exception {
        ScriptedServer.Question stream = streams.take();
        for (int i = 0; i < 60; i++) {
            entry(stream, "uid=" + i, ContentSyncState.ADD);
        }
        beginsAnew();
        assertTrue(listening.changes().told().size() <= 51, () -> "" + listening.changes().told());
    }

    @Test
    void beginsAnewWhenTheConnectionIsLost() throws Exception {
        ScriptedServer.Question stream = streams.take();
        refreshed(stream);
        listening.changes().awaits("missed");
        stream.connection().close();
        refreshed(streams.take());
        listening.changes().awaits("missed", 2);
    }

    private void beginsAnew() throws Exception {
        refreshed(streams.take());
        listening.changes().awaits("missed");
    }

    private @Nullable ResultCode serve(ScriptedServer.Question question) throws LDAPException {
        if (question.control(RootDse.SYNC) != null) {
            streams.add(question);
            return null;
        }
        if (question.reads("")) {
            question.entry(
                    "dn:\nsupportedControl: %s\nnamingContexts: dc=test\nnamingContexts: %s"
                            .formatted(RootDse.SYNC, SlapdFixture.BASE));
        }
        if (question.reads(SlapdFixture.BASE)) {
            question.entry(
                    "dn: %s\ncontextCSN: %s\ncontextCSN: %s"
                            .formatted(SlapdFixture.BASE, TWO, ONE));
        }
        return ResultCode.SUCCESS;
    }

    private static ASN1OctetString cookie() {
        return new ASN1OctetString("rid=000,csn=" + ONE);
    }

    private static void refreshed(ScriptedServer.Question stream) throws LDAPException {
        info(
                stream,
                ContentSyncInfoIntermediateResponse.createRefreshDeleteResponse(cookie(), true));
    }

    private static void info(ScriptedServer.Question stream, IntermediateResponse info)
            throws LDAPException {
        stream.connection()
                .sendIntermediateResponse(
                        stream.id(),
                        new IntermediateResponseProtocolOp(info.getOID(), info.getValue()));
    }

    private static void entry(ScriptedServer.Question stream, String dn, ContentSyncState state)
            throws LDAPException {
        stream.entry(
                "dn: " + dn + "\nmail: a@x.test",
                new ContentSyncStateControl(state, UUID.randomUUID(), null));
    }
}
