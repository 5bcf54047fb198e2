package org.tohost.deploy.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tohost.common.authent.AuthentModule;
import org.tohost.common.config.Problems;
import org.tohost.common.config.SettingsBinder;
import org.tohost.common.config.SettingsFile;
import org.tohost.common.netwin.ProcessModule;
import org.tohost.common.netwin.ProcessSettings;
import org.tohost.common.netwin.QuestionSettings;
import org.tohost.common.netwin.TcpModule;
import org.tohost.common.netwin.TcpSettings;
import org.tohost.common.tls.PemFiles;
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
        records.addAll(List.of(QuestionSettings.class, ProcessSettings.class, TcpSettings.class));
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
        List<Source> sources = sources(authent.get(), file);
        List<Planned> planned = new ArrayList<>();
        for (Source source : sources) {
            opening(source, file, problems)
                    .ifPresent(opening -> planned.add(new Planned(source, opening)));
        }
        return problems.isEmpty() ? Optional.of(new Modules(planned)) : Optional.empty();
    }

    /// {@return the sources that are named, or else the one that the other settings speak of}
    private static List<Source> sources(AuthentSettings authent, SettingsFile file) {
        if (!authent.sources().isEmpty()) {
            return authent.sources();
        }
        return List.of(file.sets("g_authent_process") ? Source.PROCESS : Source.LDAP);
    }

    private static Optional<Function<Users.Tools, AuthentModule>> opening(
            Source source, SettingsFile file, Problems problems) {
        return switch (source) {
            case LDAP ->
                    LdapSettings.bind(file, problems)
                            .filter(settings -> isUsable(settings, file, problems))
                            .map(settings ->
                                    tools ->
                                            new LdapModule(
                                                    settings,
                                                    tools.clock(),
                                                    tools.random(),
                                                    tools.meters()));
            case PROCESS ->
                    asked(ProcessSettings.class, file, problems)
                            .map(asked ->
                                    tools ->
                                            new ProcessModule(
                                                    asked.settings(),
                                                    asked.questions(),
                                                    tools.clock()));
            case TCP ->
                    asked(TcpSettings.class, file, problems)
                            .map(asked ->
                                    tools ->
                                            new TcpModule(
                                                    asked.settings(),
                                                    asked.questions(),
                                                    tools.clock()));
        };
    }

    private static boolean isUsable(LdapSettings settings, SettingsFile file, Problems problems) {
        Optional<Path> authorities = settings.servers().caFile();
        return authorities.isEmpty()
                || new KeyFiles(file, problems)
                        .usable("g_ldap_ca_file", () -> PemFiles.certificates(authorities.get()));
    }

    /// Whom to ask by the authent protocol, and how.
    private record Asked<R extends Record>(R settings, QuestionSettings questions) {}

    private static <R extends Record> Optional<Asked<R>> asked(
            Class<R> type, SettingsFile file, Problems problems) {
        Optional<R> settings = SettingsBinder.bind(type, file, problems);
        Optional<QuestionSettings> questions =
                SettingsBinder.bind(QuestionSettings.class, file, problems);
        return settings.flatMap(s -> questions.map(q -> new Asked<>(s, q)));
    }

    /// Opens the modules.
    ///
    /// @return one module that asks them in their order
    /// @throws org.tohost.common.failure.Failure.Unavailable if a file that they name is unusable
    public AuthentModule open(Users.Tools tools) {
        return planned.getFirst().opening().apply(tools);
    }
}
