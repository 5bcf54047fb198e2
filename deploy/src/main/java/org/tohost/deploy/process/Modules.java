package org.tohost.deploy.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tohost.common.authent.AuthentModule;
import org.tohost.common.config.Problems;
import org.tohost.common.config.SettingsBinder;
import org.tohost.common.config.SettingsFile;
import org.tohost.common.users.Users;
import org.tohost.ldap.LdapModule;
import org.tohost.ldap.LdapSettings;

/// The modules that hold the users, as `g_authent` names them: their settings are read and judged,
/// and none has been opened. The settings of a module that is not named are not looked at.
public final class Modules {
    private final List<Planned> planned;

    private Modules(List<Planned> planned) {
        this.planned = List.copyOf(planned);
    }

    /// A module that could be opened.
    private record Planned(Source source, Function<Users.Tools, AuthentModule> opening) {}

    /// {@return the records whose settings the modules read}
    static List<Class<? extends Record>> records() {
        List<Class<? extends Record>> records = new ArrayList<>();
        records.add(AuthentSettings.class);
        records.addAll(LdapSettings.records());
        return records;
    }

    /// {@return the modules that the file names; nothing if a setting is wrong, and then the
    /// problems say which}
    public static Optional<Modules> bind(SettingsFile file, Problems problems) {
        Optional<AuthentSettings> authent =
                SettingsBinder.bind(AuthentSettings.class, file, problems);
        if (authent.isEmpty()) {
            return Optional.empty();
        }
        List<Source> sources = authent.get().sources();
        List<Planned> planned = new ArrayList<>();
        for (Source source : sources.isEmpty() ? List.of(Source.LDAP) : sources) {
            opening(source, file, problems)
                    .ifPresent(opening -> planned.add(new Planned(source, opening)));
        }
        return problems.isEmpty() ? Optional.of(new Modules(planned)) : Optional.empty();
    }

    private static Optional<Function<Users.Tools, AuthentModule>> opening(
            Source source, SettingsFile file, Problems problems) {
        return switch (source) {
            case LDAP ->
                    LdapSettings.bind(file, problems)
                            .map(settings ->
                                    tools ->
                                            new LdapModule(
                                                    settings,
                                                    tools.clock(),
                                                    tools.random(),
                                                    tools.meters()));
        };
    }

    /// Opens the modules.
    ///
    /// @return one module that asks them in their order
    /// @throws org.tohost.common.failure.Failure.Unavailable if a file that they name is unusable
    public AuthentModule open(Users.Tools tools) {
        return planned.getFirst().opening().apply(tools);
    }
}
