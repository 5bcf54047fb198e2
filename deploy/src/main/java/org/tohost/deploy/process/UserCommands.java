package org.tohost.deploy.process;

import java.util.List;
import java.util.function.ToIntFunction;
import org.tohost.common.authent.Owners;
import org.tohost.common.domain.UserId;
import org.tohost.common.tell.TellCommand;
import org.tohost.common.users.Users;

/// What a node of either kind can be told about its users.
final class UserCommands {
    private UserCommands() {}

    /// {@return the commands; `sessions` counts a user's sessions on this node}
    static List<TellCommand> of(Users users, Owners owners, ToIntFunction<UserId> sessions) {
        return List.of(new ClearCacheCommand(users), new WhyCommand(users, owners, sessions));
    }
}
