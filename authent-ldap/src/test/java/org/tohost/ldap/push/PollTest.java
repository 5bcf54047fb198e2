package org.tohost.ldap.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Entry;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tohost.common.fixture.SlapdFixture;

/// Asking again and again, by time stamps and by the numbers of Active Directory.
class PollTest {
    private final AtomicLong highest = new AtomicLong(-1);
    private InMemoryDirectoryServer server;

    @BeforeEach
    void start() throws Exception {
        var config = new InMemoryDirectoryServerConfig(SlapdFixture.BASE);
        config.setSchema(null);
        config.addAdditionalBindCredentials(SlapdFixture.SERVICE_DN, "let me read");
        config.addInMemoryOperationInterceptor(new ActiveDirectory());
        server = new InMemoryDirectoryServer(config);
        server.add("dn: " + SlapdFixture.BASE, "objectClass: domain", "dc: tohost");
        server.add("dn: " + Listening.PEOPLE, "objectClass: organizationalUnit", "ou: people");
        for (String name : new String[] {"a", "b", "c"}) {
            add(name);
        }
        server.startListening();
    }

    @AfterEach
    void stop() {
        server.shutDown(true);
    }

    @Test
    void timestamps() throws Exception {
        try (var listening = Listening.to(PushMode.AUTO, server.getListenPort())) {
            listening.changes().awaits("missed");
            assertEquals("poll", listening.state().way());
            change("b", 0);
            listening.changes().awaits(told("b"));
            add("new");
            listening.changes().awaits(told("new"));
            server.modifyDN(dn("c"), "uid=renamed", true);
            listening.changes().awaits("uid=renamed," + Listening.PEOPLE + " c@x.test");
            listening.changes().awaits(told("b"), 2); // once more when the second was over
            assertEquals(2, listening.changes().count(told("b")));
            assertEquals(1, listening.changes().count("missed"));
        }
    }

    @Test
    void sequenceNumbersOfActiveDirectory() throws Exception {
        highest.set(100);
        try (var listening = Listening.to(PushMode.AUTO, server.getListenPort())) {
            listening.changes().awaits("missed");
            assertEquals("poll", listening.state().way());
            change("b", 101);
            change("c", 102);
            highest.set(102);
            listening.changes().awaits(told("c"));
            listening.changes().awaits(told("b"));
            change("a", 103);
            highest.set(103);
            listening.changes().awaits(told("a"));
            assertEquals(1, listening.changes().count(told("b")), "told once");
            assertEquals(0, listening.changes().count("missed") - 1);
        }
    }

    @Test
    void anotherDomainControllerBehindTheSameNameIsNoticed() throws Exception {
        highest.set(100);
        try (var listening = Listening.to(PushMode.POLL, server.getListenPort())) {
            listening.changes().awaits("missed");
            highest.set(50);
            listening.changes().awaits("missed", 2);
            change("b", 51);
            highest.set(51);
            listening.changes().awaits(told("b"));
        }
    }

    @Test
    void tooManyChangesAreToldAsOne() throws Exception {
        try (var listening = Listening.to(PushMode.POLL, server.getListenPort())) {
            listening.changes().awaits("missed");
            for (int i = 0; i < BoundedSearch.MOST + 1; i++) {
                add("n" + i);
            }
            listening.changes().awaits("missed", 2);
            assertTrue(listening.state().connected());
        }
    }

    private void add(String name) throws Exception {
        server.add(
                "dn: " + dn(name),
                "objectClass: inetOrgPerson",
                "uid: " + name,
                "mail: " + name + "@x.test",
                "uSNChanged: 1");
    }

    private void change(String name, long number) throws Exception {
        server.modify(
                "dn: " + dn(name),
                "changetype: modify",
                "replace: tohost",
                "tohost: be" + number,
                "-",
                "replace: uSNChanged",
                "uSNChanged: " + number);
    }

    private static String dn(String name) {
        return "uid=" + name + "," + Listening.PEOPLE;
    }

    private static String told(String name) {
        return dn(name) + " " + name + "@x.test";
    }

    /// Lets the root DSE look like that of Active Directory, once it has a number.
    private final class ActiveDirectory extends InMemoryOperationInterceptor {
        @Override
        public void processSearchEntry(InMemoryInterceptedSearchEntry entry) {
            Entry read = entry.getSearchEntry();
            if (highest.get() >= 0 && read != null && read.getDN().isEmpty()) {
                Entry root = new Entry("");
                root.addAttribute("supportedCapabilities", RootDse.ACTIVE_DIRECTORY);
                root.addAttribute("highestCommittedUSN", Long.toString(highest.get()));
                entry.setSearchEntry(root);
            }
        }
    }
}
