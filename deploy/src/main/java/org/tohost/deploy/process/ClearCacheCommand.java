package org.tohost.deploy.process;

import java.util.List;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.tell.TellCommand;
import org.tohost.common.tell.Told;
import org.tohost.common.users.Users;

/// `clear_cache`: for databases that do not tell of changes, or too late.
record ClearCacheCommand(Users users) implements TellCommand {
    @Override
    public String name() {
        return "clear_cache";
    }

    @Override
    public String arguments() {
        return "[USER]";
    }

    @Override
    public String help() {
        return "Forgets what is kept of a user, or of all, and has it looked up again at once.";
    }

    @Override
    public Told run(List<String> arguments) {
        return switch (arguments.size()) {
            case 0 -> {
                users.clear();
                yield Told.of("cleared", "all users");
            }
            case 1 -> {
                UserId user = UserId.of(MailAddress.parse(arguments.getFirst()));
                users.clear(user);
                yield Told.of("cleared", user.name());
            }
            default -> throw new Failure.Syntax("one user or none");
        };
    }
}
