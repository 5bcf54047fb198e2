package org.tohost.deploy.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.tohost.common.fixture.Programs;

/// The demo as the README starts it: by the launcher, in a process of its own.
public final class RunningDemo implements AutoCloseable {
    private final Process process;
    private final int base;
    private final List<String> said;

    private RunningDemo(Process process, int base, List<String> said) {
        this.process = process;
        this.base = base;
        this.said = said;
    }

    /// Starts it on ports that are free and returns when it is ready.
    public static RunningDemo start(Path home, String... options) throws IOException {
        RandomGenerator random = RandomGenerator.getDefault();
        for (int tries = 0; tries < 10; tries++) {
            // below the ports that systems give to clients
            int base = 11_000 + 100 * random.nextInt(180);
            RunningDemo demo = launch(home, base, options);
            if (demo.isReady()) {
                return demo;
            }
            boolean taken = demo.said.stream().anyMatch(line -> line.contains("is taken by"));
            demo.close();
            if (!taken) {
                throw new IllegalStateException("no demo: " + String.join("\n", demo.said));
            }
        }
        throw new IllegalStateException("no free ports found");
    }

    /// {@return the port that stands for this standard number}
    public int port(int number) {
        return base + number;
    }

    /// {@return what it printed before it was ready}
    List<String> said() {
        return said;
    }

    /// Ends it by SIGTERM and waits.
    ///
    /// @return the exit status
    int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor(Duration.ofSeconds(60)) ? process.exitValue() : -1;
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }

    private boolean isReady() {
        return said.contains("Tohost is ready");
    }

    private static RunningDemo launch(Path home, int base, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Programs.source("tohost").toString());
        command.addAll(List.of("demo", "--port-base", "" + base, "--home", home.toString()));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TOHOST_BUILD", "never"); // what is tested is what was built
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        List<String> said = new ArrayList<>();
        BufferedReader reader = process.inputReader();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            said.add(line);
            if (line.equals("Tohost is ready")) {
                break;
            }
        }
        return new RunningDemo(process, base, said);
    }
}
