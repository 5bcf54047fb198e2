package org.tohost.ldap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.tohost.common.authent.UserDatabase;
import org.tohost.common.authent.UserDatabaseContract;
import org.tohost.common.fixture.SlapdFixture;
import org.tohost.common.users.Users;

/// The contract against the directory of the demo.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InMemoryContractTest implements UserDatabaseContract {
    private EmbeddedDirectory directory;
    private Users database;

    @BeforeAll
    void start() throws IOException {
        directory = EmbeddedDirectory.start(SlapdFixture.BASE, ldif(), 0);
        String url = "ldap://127.0.0.1:" + directory.port();
        database = Settings.of(url).users();
    }

    @AfterAll
    void stop() {
        database.close();
        directory.close();
    }

    @Override
    public UserDatabase database() {
        return database;
    }

    static String ldif() throws IOException {
        try (var in = InMemoryContractTest.class.getResourceAsStream("/contract.ldif")) {
            if (in == null) {
                throw new IllegalStateException("contract.ldif");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
