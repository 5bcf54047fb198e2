/// What a proxy says to a client before the client is known: bytes in, steps out. Pure: no I/O, no
/// clock, no logging.
///
/// A dialogue belongs to one connection and is used from one thread at a time. After a step that
/// waits ([org.tohost.proxy.dialogue.Step.Authenticate], [org.tohost.proxy.dialogue.Step.Deliver])
/// it gets no frame until it has been told that this failed; if it succeeds, the dialogue is over.
/// After [org.tohost.proxy.dialogue.Step.AskVerifier] it goes on with the answer.
@NullMarked
package org.tohost.proxy.dialogue;

import org.jspecify.annotations.NullMarked;
