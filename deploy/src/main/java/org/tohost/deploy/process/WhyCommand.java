package org.tohost.deploy.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.Finding;
import org.tohost.common.authent.LoginName;
import org.tohost.common.authent.Owner;
import org.tohost.common.authent.Owners;
import org.tohost.common.authent.UserKey;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.NodeId;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.tell.TellCommand;
import org.tohost.common.tell.Told;
import org.tohost.common.users.Explanation;
import org.tohost.common.users.Users;

/// `why`: what the user database says of a user now, what this node still goes by, and what follows
/// from it.
record WhyCommand(Users users, Owners owners, ToIntFunction<UserId> sessions)
        implements TellCommand {
    @Override
    public String name() {
        return "why";
    }

    @Override
    public String arguments() {
        return "USER";
    }

    @Override
    public String help() {
        return "Says what is known of a user, what is kept of that, and which node owns the user.";
    }

    @Override
    public Told run(List<String> arguments) {
        if (arguments.size() != 1) {
            throw new Failure.Syntax("one user");
        }
        String user = arguments.getFirst();
        List<Explanation> explained =
                user.indexOf('@') < 0
                        ? List.of(users.explain(new LoginName(user)))
                        : users.explain(MailAddress.parse(user));
        List<Told.Fact> facts = new ArrayList<>();
        explained.forEach(one -> tell(one, facts));
        return new Told(facts);
    }

    private void tell(Explanation one, List<Told.Fact> facts) {
        String key =
                switch (one.key()) {
                    case UserKey.Login(LoginName name) -> "login name " + name;
                    case UserKey.Address(MailAddress address) -> "address " + address;
                    case UserKey.CatchAll(String domain) -> "catch-all of " + domain;
                };
        facts.add(new Told.Fact(key, words(one.now())));
        one.kept()
                .ifPresent(kept ->
                        facts.add(
                                new Told.Fact(
                                        key + ", kept",
                                        words(kept.finding())
                                                + ", since "
                                                + kept.since()
                                                + (kept.fresh() ? "" : ", outdated"))));
        if (one.now() instanceof Finding.Found(String _, Account account)) {
            tell(account, facts);
        }
    }

    private void tell(Account account, List<Told.Fact> facts) {
        facts.add(new Told.Fact("user", account.user().name()));
        facts.add(new Told.Fact("status", account.status().name().toLowerCase(Locale.ROOT)));
        facts.add(new Told.Fact("tohost", listed(account.tohost())));
        facts.add(new Told.Fact("owner", owner(account)));
        facts.add(new Told.Fact("access groups", listed(account.access())));
        int count = sessions.applyAsInt(account.user());
        facts.add(new Told.Fact("sessions here", Integer.toString(count)));
    }

    private String owner(Account account) {
        return switch (owners.of(account)) {
            case Owner.Node(NodeId node) ->
                    account.tohost().isEmpty() ? node + " by g_proxy_default" : node + " by tohost";
            case Owner.Shared(List<NodeId> nodes) ->
                    "any of " + listed(nodes.stream().map(NodeId::name).toList());
            case Owner.Undecided(String why) -> "undecided: " + why;
        };
    }

    private static String words(Finding finding) {
        return switch (finding) {
            case Finding.Found(String entry, Account account) ->
                    account.user() + " in " + entry + ", tohost " + listed(account.tohost());
            case Finding.None() -> "nobody";
            case Finding.Unavailable(String detail) -> "no answer: " + detail;
        };
    }

    private static String listed(List<String> values) {
        return values.isEmpty() ? "none" : String.join(", ", values);
    }
}
