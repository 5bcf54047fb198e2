/// Content on its way in: message bodies from the wire, in memory up to a threshold and in a file
/// of the spool folder beyond it. Nothing here is durable: what a spool file holds counts only once
/// the log has it, and the folder is emptied at start. A writer belongs to one thread.
@NullMarked
package org.tohost.backend.spool;

import org.jspecify.annotations.NullMarked;
