package org.tohost.backend.smtp;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tohost.common.domain.IpAddress;

/// Counts for which unknown recipients a client has asked, over all its sessions, so that nobody
/// finds out the addresses of a domain by trying names. The client is the one at the outer end, in
/// IPv6 its network of 64 bits, of which one customer has many addresses.
///
/// Keeps a bounded number of clients, those seen last. Any thread.
public final class UnknownRecipients {
    private static final int MOST_CLIENTS = 10_000;
    private static final int NETWORK_GROUPS = 4;

    private final Clock clock;
    private final SmtpSettings settings;
    private final Map<String, Tally> tallies = new LinkedHashMap<>(16, 0.75f, true);

    /// How many, counted until a time.
    private record Tally(int count, Instant until) {}

    /// Counts as these settings say.
    public UnknownRecipients(Clock clock, SmtpSettings settings) {
        this.clock = clock;
        this.settings = settings;
    }

    /// {@return true if this client, who may not be known (empty), has to wait}
    synchronized boolean isBarred(String client) {
        return isCounted(client) && current(key(client)).count() >= settings.maxUnknown();
    }

    /// This client has asked for one more.
    synchronized void add(String client) {
        if (isCounted(client)) {
            String key = key(client);
            Tally tally = current(key);
            tallies.put(key, new Tally(tally.count() + 1, tally.until()));
            if (tallies.size() > MOST_CLIENTS) {
                tallies.remove(tallies.keySet().iterator().next());
            }
        }
    }

    private boolean isCounted(String client) {
        return settings.maxUnknown() > 0
                && !client.isEmpty()
                && !settings.unknownExempt().matches(client);
    }

    private Tally current(String key) {
        Instant now = clock.instant();
        Tally tally = tallies.get(key);
        return tally == null || !now.isBefore(tally.until())
                ? new Tally(0, now.plus(settings.unknownTime()))
                : tally;
    }

    private static String key(String client) {
        return IpAddress.parse(client)
                .filter(IpAddress::isV6)
                .map(address -> address.text().split(":", NETWORK_GROUPS + 1))
                .map(groups -> String.join(":", groups[0], groups[1], groups[2], groups[3]))
                .orElse(client);
    }
}
