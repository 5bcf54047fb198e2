/// The front end: it finds out who a client is and which back-end owns its mail, hands the session
/// over and copies bytes from then on. It keeps nothing.
///
/// `ProxyNode` is the only class that puts the parts together. Sessions live on event loops; only
/// calls of the user database leave them.
@NullMarked
package org.tohost.proxy;

import org.jspecify.annotations.NullMarked;
