package org.tohost.deploy;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tohost.backend.admin.StraysDesk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tohost store strays`.
@Command(
        name = "strays",
        description =
                "Lists the users whose mail lies on a running node, and who by the user database"
                        + " belong to another node or to nobody. Exit status 1 if the database did"
                        + " not answer for all of them.")
final class StoreStraysCommand implements Callable<Integer> {
    @Mixin private NodeOptions node;

    @Override
    public Integer call() throws IOException, InterruptedException {
        AtomicBoolean complete = new AtomicBoolean();
        try (ToldTable table = node.table()) {
            node.ask(
                    StraysDesk.PATH,
                    told -> {
                        table.accept(told);
                        complete.set(told.value("not known").filter("0"::equals).isPresent());
                    });
        }
        if (!complete.get()) {
            node.commandLine().getErr().println("tohost: the user database does not answer");
        }
        return complete.get() ? 0 : 1;
    }
}
