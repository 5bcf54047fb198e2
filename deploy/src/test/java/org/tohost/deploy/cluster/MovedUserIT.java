package org.tohost.deploy.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tohost.common.testing.Eventually;
import org.tohost.deploy.TohostMain;
import picocli.CommandLine;

/// An operator changes `tohost` in the directory, and touches nothing else.
class MovedUserIT {
    private static final String MOVED = "* BYE [UNAVAILABLE] Connect again, your mailbox has moved";

    @TempDir private Path folder;

    @Test
    void theSessionEndsTheNextOneIsAtTheNewHostAndWaitingMailIsThere() throws Exception {
        try (SmallCluster cluster = new SmallCluster(folder, 2, "auto")) {
            try (Talk before = cluster.logIn(0)) {
                before.ok("CREATE first");
                cluster.move(0, "be2");
                assertEquals(MOVED, before.line());
                assertEquals("", before.line());
            }
            try (Talk after = cluster.logIn(0)) {
                assertFalse(after.sees("first"));
                cluster.move(0, "be1");
                assertEquals(MOVED, after.line());
            }
            try (Talk back = cluster.logIn(0)) {
                assertTrue(back.sees("first"));
            }
            cluster.move(1, "be3"); // which does not run
            cluster.mail(1);
            cluster.move(1, "be2");
            try (Talk reader = cluster.logIn(1)) {
                Eventually.holds("the mail is there", () -> hasMail(reader));
            }
        }
    }

    private static boolean hasMail(Talk reader) {
        try {
            return reader.ok("STATUS INBOX (MESSAGES)").toString().contains("(MESSAGES 1)");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void withoutPushTheNodeIsTold() throws Exception {
        try (SmallCluster cluster = new SmallCluster(folder, 1, "off")) {
            try (Talk before = cluster.logIn(0)) {
                before.ok("CREATE first");
                cluster.move(0, "be2");
                assertTrue(before.sees("first"), "nobody has told be1");
                tell(cluster, "be1", "clear_cache", SmallCluster.user(0));
                assertEquals(MOVED, before.line());
            }
            try (Talk after = cluster.logIn(0)) {
                assertFalse(after.sees("first"));
                String why = tell(cluster, "be2", "why", SmallCluster.user(0));
                assertTrue(why.contains("be2 by tohost"), why);
                assertTrue(why.contains("sessions here"), why);
                assertEquals("1", why.substring(why.indexOf("sessions here") + 13).strip(), why);
            }
        }
    }

    private static String tell(SmallCluster cluster, String node, String... command) {
        StringWriter out = new StringWriter();
        CommandLine line = TohostMain.commandLine();
        line.setOut(new PrintWriter(out, true));
        String[] all = new String[command.length + 3];
        all[0] = "tell";
        all[1] = "-c";
        all[2] = cluster.settings(node).toString();
        System.arraycopy(command, 0, all, 3, command.length);
        assertEquals(0, line.execute(all));
        return out.toString();
    }
}
