package org.tohost.deploy.process;

import java.time.Clock;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.tohost.common.config.Problems;
import org.tohost.common.config.SettingsFile;
import org.tohost.common.metrics.Meters;
import org.tohost.common.users.Users;

/// The user database of a process: the modules of `g_authent`, and above them what all have in
/// common. The settings are read and judged; nothing has been opened.
public final class UserDatabases {
    private final Modules modules;

    private UserDatabases(Modules modules) {
        this.modules = modules;
    }

    /// What a user database is given besides its settings. The random generator must be a secure
    /// one.
    public record Means(Clock clock, RandomGenerator random, Meters meters) {}

    /// {@return the user database that the file describes; nothing if a setting is wrong, and then
    /// the problems say which}
    public static Optional<UserDatabases> bind(SettingsFile file, Problems problems) {
        return Modules.bind(file, problems).map(UserDatabases::new);
    }

    /// Opens it. It connects when it is first asked.
    ///
    /// @throws org.tohost.common.failure.Failure.Unavailable if a file that the settings name is
    ///   unusable
    public Users open(Means means) {
        return new Users(modules.open(means.clock()));
    }
}
