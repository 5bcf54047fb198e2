/// Mail on its way: who a recipient is, taking a message over, the queue, hand-over to the owners.
///
/// Invariants: nobody is told 250 before the message is in the store, fsynced; whoever said 250
/// owns each recipient until it is delivered, handed on or bounced; one runner at a time works at
/// an entry; a repeated hand-over carries the same delivery id and makes no second copy. Blocking
/// code for virtual threads.
@NullMarked
package org.tohost.backend.delivery;

import org.jspecify.annotations.NullMarked;
