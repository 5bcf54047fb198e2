package org.tohost.deploy.process;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.tohost.common.authent.UserEditor;
import org.tohost.common.config.NodeSettings;
import org.tohost.common.nwauth.FileEditor;
import org.tohost.common.nwauth.FileSettings;
import org.tohost.common.password.Passwords;

/// What operators change users with, beside a running node.
public final class UserEditors {
    private UserEditors() {}

    /// {@return what edits the users in the node's file; nothing if a setting is wrong, and then
    /// the problems of the file say which}
    public static Optional<UserEditor> file(NodeFile file) {
        Optional<NodeSettings> node = file.bind(NodeSettings.class);
        Optional<FileSettings> settings = file.bind(FileSettings.class);
        if (node.isEmpty() || settings.isEmpty() || !file.problems().isEmpty()) {
            return Optional.empty();
        }
        Passwords passwords = new Passwords(1, new SecureRandom());
        return Optional.of(
                new FileEditor(settings.get(), node.get().home(), passwords, Clock.systemUTC()));
    }
}
