/// The command line: one class for each command. Runs on the main thread, once.
@NullMarked
package org.tohost.deploy;

import org.jspecify.annotations.NullMarked;
