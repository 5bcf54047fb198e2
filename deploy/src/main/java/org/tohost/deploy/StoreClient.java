package org.tohost.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tohost.backend.transfer.ExportDesk;
import org.tohost.backend.transfer.ImportDesk;
import org.tohost.common.domain.UserId;
import org.tohost.deploy.transfer.Taker;

/// The store of a running node, behind its admin port.
record StoreClient(TellClient node, HttpClient http, UserId user) implements Taker {
    private static final Pattern TAKEN =
            Pattern.compile(
                    "\"taken\":\"([0-9]+)\"(?:,\"upto\":\"([0-9]+)\",\"kept\":\"(\\w+)\""
                            + ",\"flagged\":\"([0-9]+)\")?");

    @Override
    public Taken take(Supplier<InputStream> stream) throws IOException, InterruptedException {
        try (InputStream answer =
                node.stream(
                        http,
                        ImportDesk.PATH + user,
                        HttpRequest.BodyPublishers.ofInputStream(stream))) {
            String text = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            Matcher taken = TAKEN.matcher(text);
            if (!taken.find()) {
                throw new IOException("the node answered something else: " + text);
            }
            return taken.group(2) == null
                    ? new Taken(0, 0, false, 0)
                    : new Taken(
                            Long.parseLong(taken.group(1)),
                            Long.parseLong(taken.group(2)),
                            taken.group(3).equals("true"),
                            Long.parseLong(taken.group(4)));
        }
    }

    /// {@return all mail of the user as a stream, which has to be closed}
    InputStream export() throws IOException, InterruptedException {
        return node.stream(http, ExportDesk.PATH + user, HttpRequest.BodyPublishers.noBody());
    }
}
