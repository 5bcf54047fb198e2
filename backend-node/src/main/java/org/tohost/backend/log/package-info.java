/// The one durable truth: a log of record groups in preallocated segment files. It knows no mail.
///
/// A group is whole or not there. Groups are numbered without gaps; one thread, the committer,
/// writes whatever waits and forces it to the disk once; nothing is reported as done before. A
/// write or force that failed is never tried again: the log takes nothing more until it is opened
/// anew. What is read at open is checked; a torn tail is cut, damage before the end is refused.
@NullMarked
package org.tohost.backend.log;

import org.jspecify.annotations.NullMarked;
