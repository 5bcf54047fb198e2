package org.tohost.ldap;

import com.unboundid.ldap.sdk.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tohost.common.authent.Account;
import org.tohost.common.authent.Finding;
import org.tohost.common.config.ByteSize;
import org.tohost.common.domain.MailAddress;
import org.tohost.common.domain.UserId;
import org.tohost.common.failure.Failure;
import org.tohost.common.password.Passwords;

/// Makes accounts of entries. What is wrong with an entry is told to operators; only an entry whose
/// user is not clear is no account.
record EntryReader(LdapEntries entries, Complaints complaints) {
    // as of Maildir++ and of qmail-ldap's older schema: 10000000S,5000C
    private static final Pattern SIZE_AND_COUNT = Pattern.compile("(\\d{1,15})S(?:,\\d+C)?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}");

    /// {@return the account that the entry describes}
    Finding read(Entry entry) {
        Consumer<String> remarks = text -> complaints.about(entry.getDN(), text);
        try {
            return new Finding.Found(entry.getDN(), account(entry, remarks));
        } catch (Failure.Syntax e) {
            remarks.accept(e.getMessage());
            return new Finding.Unavailable("bad entry " + entry.getDN() + ": " + e.getMessage());
        }
    }

    /// {@return the user who stands in the entry}
    ///
    /// @throws Failure.Syntax if there is not exactly one user name, or none that can be one
    UserId user(Entry entry) {
        List<String> names = values(entry, Optional.of(entries.attrUser()));
        if (names.size() != 1) {
            throw new Failure.Syntax(
                    names.size() + " values of " + entries.attrUser() + ", one is needed");
        }
        return UserId.of(MailAddress.parse(names.getFirst()));
    }

    private Account account(Entry entry, Consumer<String> remarks) {
        boolean open = entries.goodStatus().isGood(values(entry, entries.attrStatus()));
        return new Account(
                user(entry),
                Hosts.inOrder(values(entry, entries.attrTohost())),
                open ? Account.Status.OK : Account.Status.CLOSED,
                values(entry, entries.attrAccess()),
                quota(values(entry, entries.attrQuota()), remarks),
                usable(entry, entries.attrForward(), MailAddress::parse, remarks),
                Passwords.scram(values(entry, entries.attrAuthPassword())));
    }

    private OptionalLong quota(List<String> values, Consumer<String> remarks) {
        if (values.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            long octets = values.size() == 1 ? octets(values.getFirst().strip()) : -1;
            if (octets >= 0) {
                return OptionalLong.of(octets);
            }
        } catch (Failure.Syntax | ArithmeticException _) {
            // told below
        }
        remarks.accept("no limit, because the quota is not one size: " + values);
        return OptionalLong.of(0);
    }

    private long octets(String value) {
        if (NUMBER.matcher(value).matches()) {
            return Math.multiplyExact(Long.parseLong(value), entries.quotaUnit().octets());
        }
        Matcher old = SIZE_AND_COUNT.matcher(value);
        return old.matches() ? Long.parseLong(old.group(1)) : ByteSize.parse(value).octets();
    }

    private static <T> List<T> usable(
            Entry entry,
            Optional<AttributeName> attribute,
            Function<String, T> parse,
            Consumer<String> remarks) {
        List<T> made = new ArrayList<>();
        for (String value : values(entry, attribute)) {
            try {
                made.add(parse.apply(value));
            } catch (Failure.Syntax e) {
                remarks.accept(attribute.orElseThrow() + " " + value + ": " + e.getMessage());
            }
        }
        return made;
    }

    private static List<String> values(Entry entry, Optional<AttributeName> attribute) {
        return attribute
                .flatMap(a -> Optional.ofNullable(entry.getAttributeValues(a.text())))
                .map(List::of)
                .orElse(List.of());
    }
}
