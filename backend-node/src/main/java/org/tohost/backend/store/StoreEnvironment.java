package org.tohost.backend.store;

import java.time.Clock;
import java.util.random.RandomGenerator;
import org.tohost.common.domain.NodeId;
import org.tohost.common.metrics.Meters;

/// What a store needs of the node it is in.
///
/// @param self the node
/// @param random gives a new store its id
public record StoreEnvironment(NodeId self, Clock clock, RandomGenerator random, Meters meters) {}
