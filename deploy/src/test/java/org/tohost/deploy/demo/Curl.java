package org.tohost.deploy.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tohost.common.fixture.Programs;

/// Mail by the real curl.
record Curl(RunningDemo demo, Path folder) {
    /// Sends a message; the options say how: a URL, `--user`.
    void send(byte[] message, String from, List<String> to, String... how)
            throws IOException, InterruptedException {
        Path file = Files.createTempFile(folder, "sent", ".eml");
        Files.write(file, message);
        List<String> options = new ArrayList<>(List.of(how));
        options.addAll(List.of("--mail-from", from, "-T", file.toString()));
        to.forEach(recipient -> options.addAll(List.of("--mail-rcpt", recipient)));
        byte[] _ = run(options);
    }

    /// {@return what is at a URL, octet by octet}
    byte[] read(String url, String user) throws IOException, InterruptedException {
        return run(List.of(url, "--user", user + ":demo"));
    }

    /// {@return the answer to a command of IMAP}
    String imap(String command, String user) throws IOException, InterruptedException {
        String url = "imap://127.0.0.1:" + demo.port(143) + "/INBOX";
        byte[] answer = run(List.of(url, "--user", user + ":demo", "-X", command));
        return new String(answer, StandardCharsets.UTF_8);
    }

    /// Waits until the user's INBOX holds so many messages.
    void await(String user, int messages) throws IOException, InterruptedException {
        for (int tries = 0; tries < 300; tries++) {
            String[] found = imap("SEARCH ALL", user).strip().split(" ", -1);
            if (found.length - 2 >= messages) {
                return;
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException(user + " never had " + messages + " messages");
    }

    private byte[] run(List<String> options) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "curl", ".out");
        List<String> command = new ArrayList<>();
        command.addAll(List.of(Programs.find("curl", "curl").toString(), "-sSk", "-m", "60"));
        command.addAll(List.of("-o", out.toString()));
        command.addAll(options);
        String _ = Programs.run(command);
        return Files.readAllBytes(out);
    }
}
