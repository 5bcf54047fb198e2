package org.tohost.common.config;

import java.nio.file.Path;
import org.tohost.common.domain.Secret;

/// A secret that stands in a file of its own, and what was read from there: all of it but the line
/// end behind it. Nobody but the owner and the group may read the file.
public record SecretFile(Path path, Secret secret) {}
