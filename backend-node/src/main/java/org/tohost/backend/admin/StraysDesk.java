package org.tohost.backend.admin;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;
import org.tohost.backend.server.Standing;
import org.tohost.backend.store.MailStore;
import org.tohost.backend.store.Usage;
import org.tohost.backend.store.UserView;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.UserId;
import org.tohost.common.tell.TellStream;
import org.tohost.common.tell.Told;

/// Tells of whom there is mail here that should not be: another node owns them, or the user
/// database knows them no more. While the database is silent nothing is said of anybody; who could
/// not be asked is counted, and the last line has the count.
///
/// @param store whose users are looked at
/// @param standings where they stand
public record StraysDesk(MailStore store, Function<UserId, Standing> standings)
        implements TellStream {
    /// Where it is asked.
    public static final String PATH = "/store/strays";

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public void run(String argument, InputStream in, Answer answer) throws IOException {
        long users = 0;
        long strays = 0;
        long unknown = 0;
        boolean silent = false;
        ToldLines lines = new ToldLines(answer.begin());
        for (UserId user : store.users()) {
            UserView view = store.user(user).view();
            if (isNobody(view)) {
                continue;
            }
            users++;
            // one time-out is enough to know that all others would follow
            Standing standing = silent ? new Standing.Unknown("silent") : standings.apply(user);
            silent |= standing instanceof Standing.Unknown;
            unknown += standing instanceof Standing.Unknown ? 1 : 0;
            Optional<String> why = why(standing);
            if (why.isPresent()) {
                strays++;
                lines.tell(told(view, why.get()));
            }
        }
        lines.tell(Told.of("users", users, "strays", strays, "not known", unknown));
    }

    private static boolean isNobody(UserView view) {
        return view.usage().messages() == 0 && view.mailboxes().size() == 1;
    }

    /// {@return why a user's mail should not be here, nothing if it should or nobody knows}
    private static Optional<String> why(Standing standing) {
        return switch (standing) {
            case Standing.Here _, Standing.Closed(), Standing.Unknown _ -> Optional.empty();
            case Standing.Elsewhere(NodeId owner) -> Optional.of("belongs to " + owner);
            case Standing.Gone() -> Optional.of("not in the user database");
            case Standing.Undecided(String detail) -> Optional.of("undecided: " + detail);
        };
    }

    private static Told told(UserView view, String why) {
        Usage usage = view.usage();
        return Told.of(
                "user", view.user(),
                "messages", usage.messages(),
                "octets", usage.octets(),
                "mailboxes", view.mailboxes().size(),
                "why", why);
    }
}
