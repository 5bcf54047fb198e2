/// Load for a mail service of any make, and what came of it: latencies, throughput, errors.
///
/// One virtual thread a connection, straight blocking code; a connection belongs to its thread. All
/// they share is a [org.tohost.deploy.bench.Tally]. Every reply and every octet of content is
/// checked; what is not as it must be counts as an error, never as an operation.
@NullMarked
package org.tohost.deploy.bench;

import org.jspecify.annotations.NullMarked;
