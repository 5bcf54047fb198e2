package org.tohost.ldap;

import static java.util.Objects.requireNonNullElse;

import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tohost.common.authent.Finding;
import org.tohost.common.failure.Failure;

/// Finds the one entry of a user.
final class EntrySearch {
    private static final Logger log = LoggerFactory.getLogger(EntrySearch.class);

    private final Pool pool;
    private final LdapEntries entries;
    private final int seconds;

    /// What a search brings.
    sealed interface Outcome {
        /// The directory answered. What no user can be made of, an operator's error, is logged
        /// already.
        record Answered(Finding finding) implements Outcome {}

        /// No usable answer.
        record Failed(String detail) implements Outcome {}
    }

    EntrySearch(Pool pool, LdapEntries entries, Duration limit) {
        this.pool = pool;
        this.entries = entries;
        this.seconds = Math.toIntExact(Math.max(1, limit.toSeconds()));
    }

    /// Searches below the base; two entries are already too many to read more.
    Outcome find(SearchName name) {
        SearchRequest request =
                new SearchRequest(
                        entries.base().text(),
                        SearchScope.SUB,
                        DereferencePolicy.NEVER,
                        2,
                        seconds,
                        false,
                        entries.filter().filter(name),
                        entries.attributes());
        try {
            return outcome(pool.search(request), name);
        } catch (LDAPException e) {
            return e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)
                    ? ambiguous(name)
                    : new Outcome.Failed(Words.of("search", e));
        }
    }

    private Outcome outcome(SearchResult result, SearchName name) {
        List<SearchResultEntry> found = requireNonNullElse(result.getSearchEntries(), List.of());
        return switch (found.size()) {
            case 0 ->
                    result.getReferenceCount() == 0
                            ? new Outcome.Answered(new Finding.None())
                            : new Outcome.Failed("the directory refers to another server");
            case 1 -> account(found.getFirst());
            default -> ambiguous(name);
        };
    }

    private Outcome account(SearchResultEntry entry) {
        try {
            return new Outcome.Answered(new Finding.Found(entry.getDN(), entries.account(entry)));
        } catch (Failure.Syntax e) {
            log.error("bad entry {}: {}", entry.getDN(), e.getMessage());
            return new Outcome.Answered(new Finding.Unavailable("bad entry " + entry.getDN()));
        }
    }

    private static Outcome ambiguous(SearchName name) {
        log.error("the directory has more than one entry for {}", name.full());
        return new Outcome.Answered(new Finding.Unavailable("more than one entry"));
    }
}
