/// What operators ask of the store of a running node: to tell what is in it, to verify and to back
/// it up, to bring mail back, to take it off the disk. The tools `tohost store ...` reach it
/// through the admin port; each answer is a stream of [org.tohost.common.tell.Told], a line each.
/// Any thread; the desks wait for the store and the user database.
@NullMarked
package org.tohost.backend.admin;

import org.jspecify.annotations.NullMarked;
