package org.tohost.backend.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.tohost.backend.store.MailStore;
import org.tohost.backend.store.Quota;
import org.tohost.backend.store.QuotaSettings;
import org.tohost.backend.store.UserStore;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.LookupResult;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.failure.Refusal;
import org.tohost.common.tell.TellStream;
import org.tohost.common.tell.Told;

/// Takes mail of a user over, a part of a mailbox with each request; what was taken over before is
/// passed over. The user must exist, and may still belong to another node: mail is brought first,
/// and `tohost` changed afterwards.
public final class ImportDesk implements TellStream {
    /// Where it is asked.
    public static final String PATH = "/store/import/";

    private final MailStore store;
    private final Function<UserId, LookupResult> users;
    private final QuotaSettings quotas;
    private final Map<UserId, SoftReference<KnownMail>> known = new ConcurrentHashMap<>();

    /// A desk over this store, for users whom this look-up finds, up to their quota.
    public ImportDesk(MailStore store, Function<UserId, LookupResult> users, QuotaSettings quotas) {
        this.store = store;
        this.users = users;
        this.quotas = quotas;
    }

    @Override
    public String path() {
        return PATH;
    }

    @Override
    public void run(String argument, InputStream in, Answer answer) throws IOException {
        UserId user = new UserId(argument);
        Quota quota = quotas.of(account(user));
        Told told;
        KnownMail of = known(user);
        UserStore mail = store.user(user).within(quota);
        try (ImportRequest request = new ImportRequest(store, mail, of)) {
            told = request.take(new EntryReader(in));
        }
        known.put(user, new SoftReference<>(of));
        answer.begin().write((told.json() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /// What the last request found out; whoever asks at the same time begins anew.
    private KnownMail known(UserId user) {
        SoftReference<KnownMail> before = known.remove(user);
        KnownMail there = before == null ? null : before.get();
        return there == null ? new KnownMail() : there;
    }

    private Account account(UserId user) {
        return switch (users.apply(user)) {
            case LookupResult.Found(Account account) -> account;
            case LookupResult.NoSuchUser _ ->
                    throw new Failure.Refused(
                            Refusal.NONEXISTENT, user + " is not in the user database");
            case LookupResult.Unavailable(String detail) ->
                    throw new Failure.Unavailable("user database: " + detail);
        };
    }
}
