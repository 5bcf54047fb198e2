/// SMTP between a client and a server of another make, once the proxy has handed the session over.
///
/// Such a server is never given the octets of a client as they are: it may remember what a session
/// was allowed to do (XCLIENT in Postfix), and knows nothing of the other owners of mail. A
/// [org.tohost.proxy.guard.Guard] lets through whole commands of a list, answers all others itself,
/// and leaves the content of messages as it is.
///
/// Pure: octets in, [org.tohost.proxy.guard.Deed]s out. A guard belongs to one session.
@NullMarked
package org.tohost.proxy.guard;

import org.jspecify.annotations.NullMarked;
