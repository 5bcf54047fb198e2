package org.tohost.deploy.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the demo's log goes: a file, so that the table stays readable.
final class DemoLog {
    private DemoLog() {}

    /// Sends it into `tohost.log` of this folder. To be called before anything logs.
    static void into(Path home) throws IOException {
        Files.createDirectories(home);
        System.setProperty("tohost.log", home.resolve("tohost.log").toString());
        System.setProperty("logback.configurationFile", "logback-demo.xml");
    }
}
