package org.tohost.backend.imap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tohost.backend.mime.MessageSource;
import org.tohost.backend.mime.Outline;
import org.tohost.backend.spool.SpoolWriter;
import org.tohost.backend.spool.Spooled;
import org.tohost.backend.store.CompactionSettings;
import org.tohost.backend.store.FlagMode;
import org.tohost.backend.store.Flags;
import org.tohost.backend.store.ImportedMessage;
import org.tohost.backend.store.IndexSettings;
import org.tohost.backend.store.Intent;
import org.tohost.backend.store.MailStore;
import org.tohost.backend.store.QuotaSettings;
import org.tohost.backend.store.StoreSettings;
import org.tohost.backend.store.SystemFlag;
import org.tohost.backend.store.Uids;
import org.tohost.backend.store.UserStore;
import org.tohost.common.config.ByteSize;
import org.tohost.common.domain.UserId;

/// Prints what commands cost in mailboxes of a thousand to a million messages, through a session on
/// loopback, and how much heap is in use when many users have large mailboxes selected. Run by
/// hand; the results are in `docs/benchmarks.md`.
final class MailboxGrowth {
    private static final int[] SIZES = {1_000, 10_000, 100_000, 1_000_000};
    private static final int GROUP = 1000;
    private static final int USERS = 10_000;
    private static final int SELECTED = 100;
    private static final int SELECTED_SIZE = 10_000;
    private static final Instant DATE = Instant.parse("1996-07-17T09:44:25Z");
    private static final byte[] LETTER =
            ("From: Fred <fred@example.test>\r\nTo: Anna <anna@example.test>\r\nSubject: Lunch\r\n"
                            + "Message-ID: <1@example.test>\r\n\r\n"
                            + "At the usual place?\r\n".repeat(80))
                    .getBytes(StandardCharsets.US_ASCII);

    private final ImapNode node;

    private MailboxGrowth(ImapNode node) {
        this.node = node;
    }

    /// Runs it.
    ///
    /// @param args `heap` for the second table, else the first is printed, with the value of
    ///   `g_store_memory` that is given
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("growth");
        boolean heap = args.length > 0 && args[0].equals("heap");
        ByteSize memory =
                args.length > 0 && !heap ? ByteSize.parse(args[0]) : IndexSettings.DEFAULT.memory();
        try (ImapNode node =
                new ImapNode(
                        folder, ImapNode.settings(), QuotaSettings.DEFAULT, settings(memory))) {
            MailboxGrowth growth = new MailboxGrowth(node);
            if (heap) {
                growth.heap();
            } else {
                growth.growth();
            }
        }
    }

    private static MailStore.Settings settings(ByteSize memory) {
        IndexSettings index = IndexSettings.DEFAULT;
        return new MailStore.Settings(
                StoreSettings.DEFAULT,
                new IndexSettings(
                        memory, index.interval(), index.cache(), index.buffer(), index.readers()),
                CompactionSettings.DEFAULT);
    }

    private void growth() throws IOException {
        warmUp();
        outlines();
        System.out.println(
                "| messages | SELECT, us | FETCH 1:* FLAGS, us a message | FETCH 1:* ENVELOPE, us a"
                        + " message | STATUS, us | append, us | STORE one, us | EXPUNGE one, us |"
                        + " STORE 1:*, us a message | EXPUNGE all, us a message |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|");
        for (int size : SIZES) {
            String user = "size" + size + "@example.test";
            node.users().with(user, "be1");
            fill(user, size);
            System.out.println("| " + size + " | " + String.join(" | ", row(user, size)) + " |");
        }
    }

    private static void outlines() throws IOException {
        byte[] letter =
                (new String(LETTER, StandardCharsets.US_ASCII) + "Or there?\r\n".repeat(780))
                        .getBytes(StandardCharsets.US_ASCII);
        MessageSource source =
                (offset, length) -> new ByteArrayInputStream(letter, (int) offset, (int) length);
        double took = 0;
        for (int round = 0; round < 5; round++) {
            took = median(10_000, () -> Outline.of(source, letter.length));
        }
        System.out.println("outline of " + letter.length + " octets: " + micros(took) + " us");
    }

    private void warmUp() throws IOException {
        for (int i = 0; i < 3; i++) {
            String user = "warm" + i + "@example.test";
            node.users().with(user, "be1");
            fill(user, 20_000);
            var _ = row(user, 20_000);
        }
    }

    private List<String> row(String user, int size) throws IOException {
        UserStore mail = node.store().user(new UserId(user));
        long inbox = mail.view().inbox().id();
        List<String> cells = new ArrayList<>();
        try (Client client = new Client(node.port())) {
            client.run("LOGIN " + user + " secret");
            cells.add(micros(median(20, () -> client.run("SELECT INBOX"))));
            cells.add(micros(median(3, () -> client.run("FETCH 1:* FLAGS")) / size));
            cells.add(micros(median(3, () -> client.run("FETCH 1:* ENVELOPE")) / size));
            cells.add(micros(median(20, () -> client.run("STATUS INBOX (MESSAGES UNSEEN)"))));
            client.run("UNSELECT");
        }
        try (Spooled body = spooled()) {
            cells.add(
                    micros(
                            median(
                                    300,
                                    () ->
                                            mail.apply(
                                                    new Intent.Append(
                                                            "INBOX", body, Flags.NONE, DATE)))));
        }
        Flags flagged = Flags.of(SystemFlag.FLAGGED);
        Countdown uid = new Countdown(size);
        cells.add(
                micros(
                        median(
                                300,
                                () ->
                                        mail.apply(
                                                new Intent.StoreFlags(
                                                        inbox,
                                                        Uids.of(uid.next()),
                                                        FlagMode.ADD,
                                                        flagged)))));
        cells.add(
                micros(
                        median(
                                300,
                                () ->
                                        mail.apply(
                                                Intent.Expunge.these(
                                                        inbox, Uids.of(uid.next()))))));
        try (Client client = new Client(node.port())) {
            client.run("LOGIN " + user + " secret");
            client.run("SELECT INBOX");
            String deleted = "STORE 1:* +FLAGS.SILENT (\\Deleted)";
            cells.add(micros(median(1, () -> client.run(deleted)) / size));
            cells.add(micros(median(1, () -> client.run("EXPUNGE")) / size));
        }
        return cells;
    }

    /// UIDs here and there in a mailbox.
    private static final class Countdown {
        private final long step;
        private long next = 1;

        private Countdown(int size) {
            this.step = Math.max(1, size / 700);
        }

        private long next() {
            next += step;
            return next;
        }
    }

    private void heap() throws IOException {
        for (int i = 0; i < USERS; i++) {
            fill("user" + i + "@example.test", i < SELECTED ? SELECTED_SIZE : 10);
        }
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < SELECTED; i++) {
            String user = "user" + i + "@example.test";
            node.users().with(user, "be1");
            Client client = new Client(node.port());
            clients.add(client);
            client.run("LOGIN " + user + " secret");
            client.run("SELECT INBOX");
            client.run("FETCH 1:* FLAGS");
        }
        System.gc();
        long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        System.out.println(
                SELECTED
                        + " sessions on "
                        + SELECTED_SIZE
                        + " messages each, "
                        + USERS
                        + " users: "
                        + (used >> 20)
                        + " MiB of heap");
        for (Client client : clients) {
            client.close();
        }
    }

    private void fill(String user, int size) {
        UserStore mail = node.store().user(new UserId(user));
        long inbox = mail.view().inbox().id();
        try (Spooled body = spooled()) {
            ImportedMessage message =
                    new ImportedMessage(body, Flags.of(SystemFlag.SEEN), DATE, 0, "", "");
            for (int done = 0; done < size; done += GROUP) {
                List<ImportedMessage> some =
                        Collections.nCopies(Math.min(GROUP, size - done), message);
                mail.apply(new Intent.Import(inbox, 0, some, 0));
            }
        }
    }

    private Spooled spooled() {
        try (SpoolWriter writer = node.store().spool().begin()) {
            writer.write(LETTER, 0, LETTER.length);
            return writer.finish();
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    /// {@return nanoseconds}
    private static double median(int times, Work work) throws IOException {
        List<Long> took = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            long begin = System.nanoTime();
            work.run();
            took.add(System.nanoTime() - begin);
        }
        Collections.sort(took);
        return took.get(times / 2);
    }

    private static String micros(double nanoseconds) {
        double micros = nanoseconds / 1000;
        return micros < 10
                ? String.valueOf(Math.round(micros * 100) / 100.0)
                : String.valueOf(Math.round(micros));
    }

    /// A client that looks for the end of an answer and at nothing else.
    private static final class Client implements AutoCloseable {
        private static final byte[] END = "\r\nt OK".getBytes(StandardCharsets.US_ASCII);

        private final Socket socket;
        private final InputStream in;
        private final byte[] buffer = new byte[64 << 10];

        private Client(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            in = socket.getInputStream();
            int n = in.read(buffer);
            if (n <= 0) {
                throw new IOException("no greeting");
            }
        }

        /// Sends a command and reads until it has ended well.
        private void run(String command) throws IOException {
            socket.getOutputStream()
                    .write(("t " + command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            int matched = 2; // as if behind a line break
            byte last = 0;
            while (matched < END.length || last != '\n') {
                int n = in.read(buffer);
                if (n < 0) {
                    throw new IOException(command + " does not end");
                }
                for (int i = 0; i < n && matched < END.length; i++) {
                    matched = buffer[i] == END[matched] ? matched + 1 : buffer[i] == '\r' ? 1 : 0;
                }
                last = buffer[n - 1];
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
