/// What a node measures, and the small HTTP server that shows it. Every metric name stands in
/// [org.tohost.common.metrics.Meters]. Any thread.
@NullMarked
package org.tohost.common.metrics;

import org.jspecify.annotations.NullMarked;
