package org.tohost.common.metrics;

import java.util.function.BooleanSupplier;

/// One condition for being ready, named for operators. `passes` answers at once and from any
/// thread.
public record ReadyCheck(String name, BooleanSupplier passes) {}
