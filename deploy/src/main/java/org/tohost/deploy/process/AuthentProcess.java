package org.tohost.deploy.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tohost.common.config.Place;
import org.tohost.common.config.Problems;
import org.tohost.common.config.SettingsBinder;
import org.tohost.common.config.SettingsFile;
import org.tohost.common.netwin.AuthentServer;
import org.tohost.common.netwin.AuthentServerSettings;
import org.tohost.common.run.Services;
import org.tohost.common.users.Users;

/// The server of the authent protocol with its user database, judged and not yet made.
public final class AuthentProcess {
    private static final Duration STEP = Duration.ofSeconds(60);

    private final AuthentServerSettings server;
    private final UserDatabases users;
    private final Users.Tools tools = UserDatabases.unmeasured();

    private AuthentProcess(AuthentServerSettings server, UserDatabases users) {
        this.server = server;
        this.users = users;
    }

    /// {@return the records whose settings only this server reads}
    static List<Class<? extends Record>> records() {
        return List.of(AuthentServerSettings.class);
    }

    /// {@return the process, which listens or not; nothing if a setting is wrong}
    static Optional<AuthentProcess> bind(SettingsFile file, Problems problems, boolean listens) {
        var server = SettingsBinder.bind(AuthentServerSettings.class, file, problems);
        var users = UserDatabases.bind(file, problems);
        if (listens && server.filter(settings -> settings.listen().isEmpty()).isPresent()) {
            Place place = Place.of(file.path().toString());
            problems.add(place, "g_authent_server_listen", "must be set, or use --stdio");
        }
        return problems.isEmpty()
                ? Optional.of(new AuthentProcess(server.orElseThrow(), users.orElseThrow()))
                : Optional.empty();
    }

    /// {@return the server for connections as parts of a process, none started}
    ///
    /// @throws org.tohost.common.failure.Failure.Unavailable if a file that the settings name is
    ///   unusable
    public Services services() {
        Modules.Opened opened = open();
        Users database = users.over(opened, tools);
        return new Services(List.of(new UsersPart(database), server(database, opened)), STEP);
    }

    /// Answers what comes from these streams, until `exit` or their end.
    ///
    /// @throws org.tohost.common.failure.Failure.Unavailable if a file that the settings name is
    ///   unusable
    public void converse(InputStream in, OutputStream out) throws IOException {
        Modules.Opened opened = open();
        try (Users database = users.over(opened, tools)) {
            server(database, opened).converse(in, out);
        }
    }

    private Modules.Opened open() {
        return users.modules().open(tools);
    }

    private AuthentServer server(Users database, Modules.Opened opened) {
        return new AuthentServer(server, database, opened.editor(), tools.clock());
    }
}
