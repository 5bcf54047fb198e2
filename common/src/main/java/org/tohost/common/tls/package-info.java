/// Keys and certificates: PEM files, who a node is and whom it trusts, the cluster CA. The only
/// package that knows BouncyCastle, and only what makes certificates uses it. Reads and writes
/// files at start; what it gives out is immutable. Any thread.
@NullMarked
package org.tohost.common.tls;

import org.jspecify.annotations.NullMarked;
