/// How the parts of a node start and stop: in order, in reverse, and never for ever. One thread
/// starts and stops; each step runs on a virtual thread of its own.
@NullMarked
package org.tohost.common.run;

import org.jspecify.annotations.NullMarked;
