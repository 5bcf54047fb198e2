package org.tohost.deploy.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tohost.common.authent.AuthentModule;
import org.tohost.common.authent.UserEditor;
import org.tohost.common.config.NodeSettings;
import org.tohost.common.config.Problems;
import org.tohost.common.config.SettingsBinder;
import org.tohost.common.config.SettingsFile;
import org.tohost.common.netwin.ProcessModule;
import org.tohost.common.netwin.ProcessSettings;
import org.tohost.common.netwin.QuestionSettings;
import org.tohost.common.netwin.TcpModule;
import org.tohost.common.netwin.TcpSettings;
import org.tohost.common.nwauth.FileModule;
import org.tohost.common.nwauth.FileSettings;
import org.tohost.common.password.Passwords;
import org.tohost.common.tls.PemFiles;
import org.tohost.common.users.Chain;
import org.tohost.common.users.Users;
import org.tohost.ldap.LdapModule;
import org.tohost.ldap.LdapSettings;

/// The modules that hold the users, as `g_authent` names them: their settings are read and judged,
/// and none has been opened. The settings of a module that is not named are not looked at.
public final class Modules {
    private final List<Function<Users.Tools, Opened>> openings;

    private Modules(List<Function<Users.Tools, Opened>> openings) {
        this.openings = List.copyOf(openings);
    }

    /// What was opened: a module, and whoever may edit its users. Closing the module closes both.
    public record Opened(AuthentModule module, Optional<UserEditor> editor) {
        private Opened(AuthentModule module) {
            this(module, Optional.empty());
        }
    }

    /// {@return the records whose settings the modules read}
    static List<Class<? extends Record>> records() {
        List<Class<? extends Record>> records = new ArrayList<>();
        records.add(AuthentSettings.class);
        records.addAll(LdapSettings.records());
        records.addAll(
                List.of(
                        FileSettings.class,
                        QuestionSettings.class,
                        ProcessSettings.class,
                        TcpSettings.class));
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
        Bench bench = new Bench(file, problems);
        List<Function<Users.Tools, Opened>> openings =
                sources.stream().flatMap(source -> bench.opening(source).stream()).toList();
        return openings.size() < sources.size()
                ? Optional.empty()
                : Optional.of(new Modules(openings));
    }

    /// {@return the sources that are named, or else the one that the other settings speak of}
    private static List<Source> sources(AuthentSettings authent, SettingsFile file) {
        if (!authent.sources().isEmpty()) {
            return authent.sources();
        }
        if (file.sets("g_authent_process")) {
            return List.of(Source.PROCESS);
        }
        return List.of(file.sets("g_ldap_url") ? Source.LDAP : Source.FILE);
    }

    /// {@return the source that operators edit: the one that is asked for, or else the first that
    /// can be edited; nothing if there is none}
    static Optional<Source> editable(
            SettingsFile file, Problems problems, Optional<Source> wanted) {
        return SettingsBinder.bind(AuthentSettings.class, file, problems)
                .flatMap(authent ->
                        sources(authent, file).stream()
                                .filter(source -> wanted.isEmpty() || wanted.get() == source)
                                .filter(source -> source == Source.FILE || source == Source.LDAP)
                                .findFirst());
    }

    /// {@return this one source, as if it stood alone in `g_authent`}
    static Optional<Modules> only(Source source, SettingsFile file, Problems problems) {
        return new Bench(file, problems)
                .opening(source)
                .map(opening -> new Modules(List.of(opening)));
    }

    /// Opens the modules.
    ///
    /// @return one module that asks them in their order, and the editor of the first whose users
    ///   can be edited
    /// @throws org.tohost.common.failure.Failure.Unavailable if a file that they name is unusable
    public Opened open(Users.Tools tools) {
        List<Opened> opened = openings.stream().map(opening -> opening.apply(tools)).toList();
        if (opened.size() == 1) {
            return opened.getFirst();
        }
        return new Opened(
                new Chain(opened.stream().map(Opened::module).toList()),
                opened.stream().flatMap(one -> one.editor().stream()).findFirst());
    }

    /// Where settings become openings.
    private record Bench(SettingsFile file, Problems problems) {
        Optional<Function<Users.Tools, Opened>> opening(Source source) {
            return switch (source) {
                case LDAP -> directory();
                case FILE -> userFile();
                case PROCESS ->
                        asked(ProcessSettings.class)
                                .map(asked ->
                                        tools ->
                                                new Opened(
                                                        ProcessModule.of(
                                                                asked.settings(),
                                                                asked.questions(),
                                                                tools.clock())));
                case TCP ->
                        asked(TcpSettings.class)
                                .map(asked ->
                                        tools ->
                                                new Opened(
                                                        TcpModule.of(
                                                                asked.settings(),
                                                                asked.questions(),
                                                                tools.clock())));
            };
        }

        private Optional<Function<Users.Tools, Opened>> directory() {
            return LdapSettings.bind(file, problems)
                    .filter(this::isUsable)
                    .map(settings -> tools -> directory(settings, tools));
        }

        private static Opened directory(LdapSettings settings, Users.Tools tools) {
            LdapModule module =
                    new LdapModule(settings, tools.clock(), tools.random(), tools.meters());
            return new Opened(module, Optional.of(module.editor()));
        }

        private boolean isUsable(LdapSettings settings) {
            return settings.servers()
                    .caFile()
                    .map(authorities ->
                            new KeyFiles(file, problems)
                                    .usable(
                                            "g_ldap_ca_file",
                                            () -> PemFiles.certificates(authorities)))
                    .orElse(true);
        }

        private Optional<Function<Users.Tools, Opened>> userFile() {
            Optional<NodeSettings> node = bind(NodeSettings.class);
            Optional<FileSettings> settings = bind(FileSettings.class);
            return node.flatMap(n -> settings.map(s -> tools -> users(s, n, tools)));
        }

        private static Opened users(FileSettings settings, NodeSettings node, Users.Tools tools) {
            int processors = Runtime.getRuntime().availableProcessors();
            Passwords passwords = new Passwords(processors, tools.random());
            FileModule module = new FileModule(settings, node.home(), passwords, tools.clock());
            return new Opened(module, Optional.of(module.editor()));
        }

        /// Whom to ask by the authent protocol, and how.
        private record Asked<R extends Record>(R settings, QuestionSettings questions) {}

        private <R extends Record> Optional<Asked<R>> asked(Class<R> type) {
            Optional<R> settings = bind(type);
            Optional<QuestionSettings> questions = bind(QuestionSettings.class);
            return settings.flatMap(s -> questions.map(q -> new Asked<>(s, q)));
        }

        private <R extends Record> Optional<R> bind(Class<R> type) {
            return SettingsBinder.bind(type, file, problems);
        }
    }
}
