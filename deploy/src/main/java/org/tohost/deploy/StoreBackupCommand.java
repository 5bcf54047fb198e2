package org.tohost.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tohost.backend.admin.BackupDesk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tohost store backup`.
@Command(
        name = "backup",
        description =
                "Has a running node copy its store, as it is at one moment, into a folder. If that"
                        + " has an earlier backup of the same store, only what is new is copied.")
final class StoreBackupCommand implements Callable<Integer> {
    @Mixin private NodeOptions node;

    @Parameters(
            index = "0",
            paramLabel = "DIR",
            description = "The folder, which the user that the node runs as can write to.")
    private Path folder;

    @Override
    public Integer call() throws IOException, InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        try (ToldTable table = node.table()) {
            node.ask(
                    BackupDesk.PATH + folder.toAbsolutePath().normalize(),
                    told -> {
                        table.accept(told);
                        done.set(told.value("groups").isPresent());
                    });
        }
        return done.get() ? 0 : 1;
    }
}
