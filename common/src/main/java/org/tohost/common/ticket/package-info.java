/// What a proxy tells a back-end about the session it hands over, signed for that one connection.
/// Pure. Any thread.
@NullMarked
package org.tohost.common.ticket;

import org.jspecify.annotations.NullMarked;
