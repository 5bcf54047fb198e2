/// The front end: authenticates, finds the owner, hands over, then copies bytes.
@NullMarked
package org.tohost.proxy;

import org.jspecify.annotations.NullMarked;
