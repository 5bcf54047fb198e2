/// The distribution: command line and demo cluster.
@NullMarked
package org.tohost.deploy;

import org.jspecify.annotations.NullMarked;
