package org.tohost.backend.index;

import java.nio.file.Path;

/// Where and how rows are kept.
///
/// @param folder of the rows alone
/// @param libraries where the native library is unpacked to; the file there is replaced
/// @param cache octets of what was read that are kept in memory, with the tables' own indexes
/// @param buffer octets of what was written that gather before they become a file
public record RowsSettings(Path folder, Path libraries, long cache, long buffer) {}
