package org.tohost.common.users;

import java.util.List;
import java.util.function.Supplier;
import org.tohost.common.authent.LoginName;
import org.tohost.common.config.Group;
import org.tohost.common.config.Setting;
import org.tohost.common.failure.Failure;

/// Completes user names that were typed without a domain. Any thread.
@Group("Login domains")
public record LoginDomains(
        @Setting(
                        name = "g_login_domain",
                        doc =
                                "The domain of user names that are typed without one, by how the client"
                                        + " came in. The first line that fits counts; a line with a"
                                        + " domain alone fits always. A name that no line fits is looked"
                                        + " up as it is.")
                List<LoginDomain> lines) {
    /// Copies the list.
    public LoginDomains {
        lines = List.copyOf(lines);
    }

    /// {@return the name with the domain for clients that came in this way, which is asked only
    /// where it matters; as it is if it has one already, if no line fits, or if it would become too
    /// long for a name that anybody has}
    public LoginName complete(LoginName name, Supplier<Entrance> entrance) {
        if (lines.isEmpty() || name.text().indexOf('@') >= 0) {
            return name;
        }
        Entrance way = entrance.get();
        return lines.stream()
                .filter(line -> line.takes(way))
                .findFirst()
                .map(line -> in(name, line.domain()))
                .orElse(name);
    }

    private static LoginName in(LoginName name, String domain) {
        try {
            return new LoginName(name.text() + "@" + domain);
        } catch (Failure.Syntax e) {
            return name;
        }
    }
}
