package org.tohost.deploy.process;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.tohost.common.config.Problems;
import org.tohost.common.config.SettingsBinder;
import org.tohost.common.config.SettingsFile;
import org.tohost.common.metrics.Meters;
import org.tohost.common.users.AccessGroups;
import org.tohost.common.users.Users;
import org.tohost.common.users.UsersSettings;

/// The user database of a process: the modules of `g_authent`, and above them what all have in
/// common. The settings are read and judged; nothing has been opened.
public final class UserDatabases {
    private final Modules modules;
    private final UsersSettings settings;
    private final AccessGroups access;

    private UserDatabases(Modules modules, UsersSettings settings, AccessGroups access) {
        this.modules = modules;
        this.settings = settings;
        this.access = access;
    }

    /// {@return what a process without an admin port opens modules with: nobody reads its meters}
    static Users.Tools unmeasured() {
        return new Users.Tools(
                Clock.systemUTC(), new SecureRandom(), new Meters(new SimpleMeterRegistry()));
    }

    /// {@return the records whose settings are for all modules together}
    static List<Class<? extends Record>> records() {
        return List.of(UsersSettings.class, AccessGroups.class);
    }

    /// {@return the user database that the file describes; nothing if a setting is wrong, and then
    /// the problems say which}
    public static Optional<UserDatabases> bind(SettingsFile file, Problems problems) {
        var modules = Modules.bind(file, problems);
        var settings = SettingsBinder.bind(UsersSettings.class, file, problems);
        var access = SettingsBinder.bind(AccessGroups.class, file, problems);
        return modules.isEmpty() || settings.isEmpty() || access.isEmpty()
                ? Optional.empty()
                : Optional.of(new UserDatabases(modules.get(), settings.get(), access.get()));
    }

    /// {@return the modules that hold the users}
    public Modules modules() {
        return modules;
    }

    /// {@return the user database over modules that are open already}
    public Users over(Modules.Opened opened, Users.Tools tools) {
        return new Users(opened.module(), settings, access, tools);
    }

    /// Opens it. It connects when it is first asked.
    ///
    /// @throws org.tohost.common.failure.Failure.Unavailable if a file that the settings name is
    ///   unusable
    public Users open(Users.Tools tools) {
        return over(modules.open(tools), tools);
    }
}
