package org.tohost.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.tohost.common.config.SettingsPage;
import org.tohost.common.fixture.Programs;
import org.tohost.deploy.process.NodeFile;

class SettingsPageTest {
    @Test
    void theReferenceIsFresh() throws IOException {
        String page = SettingsPage.of(NodeFile.known());
        Files.writeString(Path.of("target", "settings.md"), page);
        assertEquals(
                Files.readString(Programs.source("docs/settings.md")),
                page,
                "docs/settings.md is stale: cp deploy/target/settings.md docs/settings.md");
    }
}
