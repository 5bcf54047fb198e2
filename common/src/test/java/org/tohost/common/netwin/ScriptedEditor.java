package org.tohost.common.netwin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tohost.common.authent.UserEditor;
import org.tohost.common.authent.UserEntry;
import org.tohost.common.domain.Secret;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;

/// An editor that notes what it is told to do. It knows no `shoes`, cannot write a quota of 0, and
/// finds nobody to delete whose name begins with `e`.
final class ScriptedEditor implements UserEditor {
    private final List<String> done = new ArrayList<>();

    List<String> done() {
        return done;
    }

    @Override
    public Optional<UserEntry> read(UserId user) {
        return Optional.empty();
    }

    @Override
    public void write(UserId user, Optional<Secret> password, Map<String, String> facts) {
        if (facts.containsKey("shoes")) {
            throw new Failure.Syntax("no such label");
        }
        if ("0".equals(facts.get("quota"))) {
            throw new Failure.Unavailable("read only");
        }
        done.add("write " + user + " " + password.map(Secret::text).orElse("-") + " " + facts);
    }

    @Override
    public boolean delete(UserId user) {
        done.add("delete " + user);
        return !user.name().startsWith("e");
    }

    @Override
    public Page search(String pattern, int from, int max) {
        done.add("search " + pattern + " " + from + " " + max);
        Map<String, String> facts =
                Map.of("full_name", "Ann A.", "quota", "5", "motto", "say \"no\"");
        return new Page(
                List.of(
                        new UserEntry(new UserId("ann@example.test"), new TreeMap<>(facts)),
                        new UserEntry(new UserId("ben@example.test"), new TreeMap<>())),
                7);
    }
}
