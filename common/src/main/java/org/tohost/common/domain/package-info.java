/// The vocabulary: one validated, immutable record for each thing the nodes talk about. Pure: no
/// I/O, no clock, no logging. Any thread.
@NullMarked
package org.tohost.common.domain;

import org.jspecify.annotations.NullMarked;
