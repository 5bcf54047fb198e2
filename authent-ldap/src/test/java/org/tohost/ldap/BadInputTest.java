package org.tohost.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tohost.common.authent.AuthResult;
import org.tohost.common.authent.Login;
import org.tohost.common.authent.LoginName;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.Service;
import org.tohost.common.failure.Failure;
import org.tohost.common.users.Users;
import org.tohost.ldap.faulty.FaultyDirectory;

/// What of a client's nonsense reaches the directory: nothing.
class BadInputTest {
    private FaultyDirectory directory;
    private Users users;

    @BeforeEach
    void start() throws IOException {
        directory = FaultyDirectory.start(InMemoryContractTest.ldif(), Optional.empty());
        users = Settings.of(directory.url()).users();
    }

    @AfterEach
    void stop() {
        users.close();
        directory.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0@example.test", "a b@example.test", " ", "a\r\n", "\u0007"})
    void noNameIsNoLogin(String name) {
        assertThrows(Failure.Syntax.class, () -> LoginName.of(octets(name)));
        assertEquals(0, directory.accepted());
    }

    @Test
    void noUtf8IsNoLogin() {
        byte[] name = {'a', (byte) 0xC3, (byte) 0x28};
        assertThrows(Failure.Syntax.class, () -> LoginName.of(name));
        assertThrows(Failure.Syntax.class, () -> LoginName.of(octets("a".repeat(10_240))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0", "\0carol's", "carol's\0"})
    void noPasswordIsAsked(String password) {
        for (String user : List.of("carol@example.test", "nobody@example.test")) {
            assertEquals(
                    new AuthResult.Rejected(AuthResult.Reason.WRONG_PASSWORD),
                    users.check(Settings.login(user, password)));
        }
        assertEquals(0, directory.accepted());
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "*@example.test", "car*@example.test", "a)(mail=*", "\\2a", "a=b"})
    void aFiltersSignsMeanThemselves(String name) {
        LoginName login = LoginName.of(octets(name));
        assertEquals(
                new AuthResult.NoSuchUser(),
                users.check(new Login(login, Secret.of("x"), Service.IMAP, "127.0.0.1")));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
