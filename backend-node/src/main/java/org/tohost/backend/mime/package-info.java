/// The structure of a message: where its parts lie, what its header fields say.
///
/// The scanner is our own and gives octet offsets; header fields (addresses, encoded words,
/// parameters, transfer encodings) are read with Apache Mime4j, which no other package sees. Mail
/// is never refused here: whatever the octets are, there is a structure, and nothing but the stream
/// that is read throws. Values of header fields are *octet strings*: one character (0 to 255) for
/// each octet, not yet decoded. Memory does not grow with the size of a message. Pure but for
/// reading the given stream. Any thread.
@NullMarked
package org.tohost.backend.mime;

import org.jspecify.annotations.NullMarked;
