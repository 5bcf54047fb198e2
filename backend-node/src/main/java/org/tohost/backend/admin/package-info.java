/// What operators ask a running node about its store: what a user has, who should not be here. The
/// tools `tohost store dump` and `tohost store strays` reach it through the admin port; each answer
/// is a stream of [org.tohost.common.tell.Told], a line each. Nothing here changes mail. Any
/// thread; the desks wait for the store and the user database.
@NullMarked
package org.tohost.backend.admin;

import org.jspecify.annotations.NullMarked;
