/// What operators tell a running node: commands by name, their answers, and the token without which
/// no node listens. [org.tohost.common.metrics.AdminServer] brings them in. Any thread; commands
/// may block.
@NullMarked
package org.tohost.common.tell;

import org.jspecify.annotations.NullMarked;
