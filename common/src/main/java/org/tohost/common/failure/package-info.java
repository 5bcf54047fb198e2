/// The three ways in which work fails on purpose. Whatever else is thrown is a bug. Pure. Any
/// thread.
@NullMarked
package org.tohost.common.failure;

import org.jspecify.annotations.NullMarked;
