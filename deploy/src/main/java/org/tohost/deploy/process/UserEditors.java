package org.tohost.deploy.process;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.tohost.common.authent.UserEditor;
import org.tohost.common.config.NodeSettings;
import org.tohost.common.config.Problems;
import org.tohost.common.config.SettingsBinder;
import org.tohost.common.config.SettingsFile;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.nwauth.FileEditor;
import org.tohost.common.nwauth.FileSettings;
import org.tohost.common.password.Passwords;

/// What operators change users with, beside a running node.
final class UserEditors {
    private UserEditors() {}

    /// {@return what edits the users of the source that is asked for, or else of the first of
    /// `g_authent` that can be edited; nothing if a setting is wrong, and then the problems say
    /// which}
    ///
    /// @throws Failure.Refused if there is no such source
    static Optional<UserEditor> of(SettingsFile file, Problems problems, Optional<Source> wanted) {
        Optional<Source> source = Modules.editable(file, problems, wanted);
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        Source chosen =
                source.orElseThrow(() ->
                        new Failure.Refused(
                                Refusal.NONEXISTENT,
                                "g_authent names no such user database that can be"
                                        + " edited: file or ldap"));
        return chosen == Source.FILE ? users(file, problems) : entries(file, problems);
    }

    private static Optional<UserEditor> users(SettingsFile file, Problems problems) {
        var node = SettingsBinder.bind(NodeSettings.class, file, problems);
        var settings = SettingsBinder.bind(FileSettings.class, file, problems);
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        Passwords passwords = new Passwords(1, new SecureRandom());
        return Optional.of(
                new FileEditor(
                        settings.orElseThrow(),
                        node.orElseThrow().home(),
                        passwords,
                        Clock.systemUTC()));
    }

    /// Its connections are closed when the process ends.
    private static Optional<UserEditor> entries(SettingsFile file, Problems problems) {
        return Modules.only(Source.LDAP, file, problems)
                .filter(_ -> problems.isEmpty())
                .flatMap(modules -> modules.open(UserDatabases.unmeasured()).editor());
    }
}
