package org.tohost.common.nwauth;

import java.nio.file.Path;
import org.tohost.common.config.Group;
import org.tohost.common.config.Setting;
import org.tohost.common.failure.Failure;
import org.tohost.common.password.PasswordScheme;

/// Where the file is, and how new passwords are stored in it.
@Group(value = "Users in a file", doc = "Users of a single machine, without a directory.")
public record FileSettings(
        @Setting(
                        name = "g_authent_file",
                        def = "users",
                        doc =
                                "The file with the users; a relative path starts at `g_home`. The"
                                        + " folder must be writable for whoever edits users.")
                String file,
        @Setting(
                        name = "g_password_scheme",
                        def = "pbkdf2-sha256",
                        doc =
                                "How new passwords are stored. All schemes that are known can be"
                                        + " read at any time; see `docs/users.md`.")
                PasswordScheme scheme) {
    /// Checks the path.
    ///
    /// @throws Failure.Syntax if it is none
    public FileSettings {
        if (file.isBlank() || file.indexOf('\0') >= 0) {
            throw new Failure.Syntax("g_authent_file is not a path");
        }
    }

    /// {@return the file, where `home` is the value of `g_home`}
    public Path under(Path home) {
        return home.resolve(file).normalize();
    }
}
