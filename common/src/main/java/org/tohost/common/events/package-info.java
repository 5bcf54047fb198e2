/// The three kinds of event that operators and their tools read: a login, the end of a session, the
/// outcome of one recipient. One logfmt line each, in which no client can forge a field or a line.
/// `docs/logging.md` is the reference of the fields. Any thread.
@NullMarked
package org.tohost.common.events;

import org.jspecify.annotations.NullMarked;
