package org.tohost.common.password;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tohost.common.domain.Secret;
import org.tohost.common.fixture.Programs;

/// Against what the directory's own program makes of a password.
class PasswordsIT {
    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "{SSHA}, ''",
        "{SHA}, ''",
        "{SMD5}, ''",
        "{MD5}, ''",
        "{CRYPT}, ''",
        "{SSHA256}, pw-sha2",
        "{SSHA512}, pw-sha2",
        "{SHA384}, pw-sha2",
        "{ARGON2}, argon2"
    })
    void readsWhatSlappasswdMakes(String scheme, String module) throws Exception {
        Passwords passwords = new Passwords(1, new SecureRandom());
        for (String password : List.of("x", "exactly8", "nine char", "ünï ¢ \\ {SSHA}:\"")) {
            String stored = slappasswd(scheme, module, password);
            assertTrue(passwords.matches(List.of(stored), Secret.of(password)), stored);
            assertFalse(passwords.matches(List.of(stored), Secret.of("X" + password)), stored);
        }
    }

    private String slappasswd(String scheme, String module, String password) throws Exception {
        Path file = Files.writeString(folder.resolve("password"), password);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        List<String> command = new ArrayList<>();
        command.add(Programs.find("slappasswd", "slapd").toString());
        if (!module.isEmpty()) {
            command.addAll(
                    List.of("-o", "module-path=/usr/lib/ldap", "-o", "module-load=" + module));
        }
        command.addAll(List.of("-n", "-h", scheme, "-T", file.toString()));
        return Programs.run(command);
    }
}
