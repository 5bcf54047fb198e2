/// What tests of all modules stand on: seeded properties, transcripts of protocols, a cluster CA,
/// free ports, and the rules of the house in code. Single-threaded unless it says otherwise.
@NullMarked
package org.tohost.common.testing;

import org.jspecify.annotations.NullMarked;
