package org.tohost.common.netwin;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.tohost.common.authent.UserDatabase;
import org.tohost.common.authent.UserDatabaseContract;
import org.tohost.common.fixture.UsersFixture;
import org.tohost.common.users.Users;

/// The contract against our own server, started as a program.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProcessContractTest implements UserDatabaseContract {
    private Users database;

    @BeforeAll
    void start() {
        String settings = "g_authent_allow_badascii \"true\"\ng_authent_timeout \"60s\"\n";
        database = UsersFixture.over(Peers.process(StdioPeer.commandLine(), settings));
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @Override
    public UserDatabase database() {
        return database;
    }

    @Override
    public String passwordOfAlice() {
        return FixedUsers.PASSWORD_OF_ALICE;
    }
}
