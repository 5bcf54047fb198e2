package org.tohost.deploy;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.tohost.backend.admin.CompactDesk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tohost store compact`.
@Command(
        name = "compact",
        description =
                "Wins room back in the store of a running node now, instead of within"
                        + " g_store_compact_interval, and prints how much.")
final class StoreCompactCommand implements Callable<Integer> {
    @Mixin private NodeOptions node;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (ToldTable table = node.table()) {
            node.ask(CompactDesk.PATH, table);
        }
        return 0;
    }
}
