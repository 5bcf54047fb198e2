package org.tohost.deploy;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tohost.common.authent.UserEditor;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.deploy.process.NodeFile;
import org.tohost.deploy.process.Source;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `-c FILE`, and what is behind it: the users whom the settings speak of.
final class EditorOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin private SettingsOption settings;

    @Option(
            names = "--module",
            paramLabel = "MODULE",
            description = "Whose users: file or ldap. Without it the first that g_authent names.")
    private @Nullable Source module;

    /// {@return what edits the users}
    ///
    /// @throws ParameterException if a setting is wrong, with all that is
    UserEditor open() {
        NodeFile file = NodeFile.read(settings.file(), System.getenv());
        return file.userEditor(Optional.ofNullable(module))
                .orElseThrow(() ->
                        new ParameterException(command.commandLine(), file.problems().toString()));
    }

    /// {@return what edits the users, among whom this one is}
    ///
    /// @throws Failure.Refused if it is not
    UserEditor openFor(UserId user) {
        UserEditor editor = open();
        if (editor.read(user).isEmpty()) {
            throw nobody(user);
        }
        return editor;
    }

    static Failure.Refused nobody(UserId user) {
        return new Failure.Refused(Refusal.NONEXISTENT, user + ": no such user");
    }

    /// {@return the user of this name}
    ///
    /// @throws ParameterException if it can be no user's
    UserId user(String name) {
        try {
            return UserId.of(MailAddress.parse(name));
        } catch (Failure.Syntax e) {
            throw new ParameterException(
                    command.commandLine(),
                    "'" + name + "' is no user's name, such as bob@example.net: " + e.getMessage());
        }
    }
}
