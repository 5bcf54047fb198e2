/// `tohost.ini` becomes records: lines are read, checked against every known setting, and bound,
/// and all problems are told at once. Values are immutable. Reads files, keeps no state. Any
/// thread.
@NullMarked
package org.tohost.common.config;

import org.jspecify.annotations.NullMarked;
