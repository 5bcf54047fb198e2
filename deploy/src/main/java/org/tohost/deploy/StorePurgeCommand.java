package org.tohost.deploy;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.tohost.backend.admin.PurgeDesk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tohost store purge`.
@Command(
        name = "purge",
        description =
                "Takes all mail that a user of a running node expunged or deleted off the disk, for"
                        + " good and at once. Reads the whole log to find it.")
final class StorePurgeCommand implements Callable<Integer> {
    @Mixin private NodeOptions node;

    @Parameters(index = "0", paramLabel = "USER", description = "bob@example.net")
    private String user;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (ToldTable table = node.table()) {
            node.ask(PurgeDesk.PATH + node.user(user), table);
        }
        return 0;
    }
}
