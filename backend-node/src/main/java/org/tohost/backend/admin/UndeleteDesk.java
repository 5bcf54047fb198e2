package org.tohost.backend.admin;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tohost.backend.store.Intent;
import org.tohost.backend.store.MailStore;
import org.tohost.backend.store.MailboxName;
import org.tohost.backend.store.QuotaSettings;
import org.tohost.backend.store.Uids;
import org.tohost.backend.store.Usage;
import org.tohost.backend.store.UserStore;
import org.tohost.backend.store.UserView;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.tell.TellStream;
import org.tohost.common.tell.Told;

/// Brings back what a user expunged or deleted, as long as it is not forgotten. No quota keeps it
/// from coming back: an operator asks for it, and half of a mailbox would help nobody. Who is over
/// quota by it is told.
///
/// @param store whose mail it is
/// @param users who there are, for their quota
public record UndeleteDesk(
        MailStore store, Function<UserId, LookupResult> users, QuotaSettings quotas)
        implements TellStream {
    /// Where it is asked: behind it the seconds since 1970 of the time since when it went, the user
    /// and the mailbox or nothing, each behind a `/`.
    public static final String PATH = "/store/undelete/";

    private static final Pattern ARGUMENT = Pattern.compile("(\\d{1,18})/([^@]+@[^/]+)(?:/(.+))?");
    private static final int BATCH = 500;

    /// {@return the path to ask, for what went since a time, from one mailbox or all}
    public static String path(Instant since, UserId user, Optional<String> mailbox) {
        return PATH + since.getEpochSecond() + "/" + user + mailbox.map(m -> "/" + m).orElse("");
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public void run(String argument, InputStream in, Answer answer) throws IOException {
        Matcher asked = ARGUMENT.matcher(argument);
        if (!asked.matches()) {
            throw new Failure.Syntax("no time and user");
        }
        UserStore user = known(new UserId(asked.group(2)));
        Instant since = Instant.ofEpochSecond(Long.parseLong(asked.group(1)));
        Optional<String> mailbox = Optional.ofNullable(asked.group(3)).map(MailboxName::canonical);
        List<Undeletion.Part> parts = new Undeletion(user.view(), since, mailbox).parts();
        if (mailbox.isPresent() && parts.isEmpty()) {
            throw new Failure.Refused(
                    Refusal.NONEXISTENT, "there is no mailbox " + mailbox.get() + ", and was none");
        }
        ToldLines lines = new ToldLines(answer.begin());
        long all = parts.stream().mapToLong(part -> part.uids().size()).sum();
        long done = 0;
        for (Undeletion.Part part : parts) {
            done = bringBack(user, part, done, d -> lines.progress(d, all));
            if (!part.uids().isEmpty()) {
                lines.tell(Told.of("mailbox", part.name(), "brought back", part.uids().size()));
            }
        }
        overQuota(user.view()).ifPresent(lines::tell);
        lines.tell(Told.of("messages", done));
    }

    private UserStore known(UserId id) {
        UserStore user = store.user(id);
        if (user.view().version() == 0) {
            throw new Failure.Refused(
                    Refusal.NONEXISTENT, "there is no mail of " + id + " here, and was none");
        }
        return user;
    }

    /// {@return what is to be told if the user has more than the quota, as far as that is known}
    private Optional<Told> overQuota(UserView view) {
        Usage usage = view.usage();
        return users.apply(view.user()) instanceof LookupResult.Found(Account account)
                        && !quotas.of(account).admits(usage, Usage.NONE)
                ? Optional.of(
                        Told.of(
                                "over quota", view.user(),
                                "octets", usage.octets(),
                                "messages", usage.messages()))
                : Optional.empty();
    }

    private static long bringBack(
            UserStore user, Undeletion.Part part, long before, LongConsumer told) {
        long done = before;
        for (int at = 0; at < part.uids().size(); at += BATCH) {
            Uids batch = Uids.of(part.uids().stream().skip(at).limit(BATCH));
            done += user.apply(new Intent.Undelete(part.mailbox(), batch)).size();
            told.accept(done);
        }
        return done;
    }
}
