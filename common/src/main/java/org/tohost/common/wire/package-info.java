/// Bytes in, frames out: lines and literals with hard limits, and how strings are quoted and
/// literals announced. Pure; one connection owns one framer and uses it from one thread at a time.
@NullMarked
package org.tohost.common.wire;

import org.jspecify.annotations.NullMarked;
