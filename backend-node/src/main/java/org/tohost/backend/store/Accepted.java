package org.tohost.backend.store;

import java.util.List;

/// The answer to an acceptance.
///
/// @param local where each local recipient's copy is, in the order of the acceptance
public record Accepted(List<Placement> local) {}
