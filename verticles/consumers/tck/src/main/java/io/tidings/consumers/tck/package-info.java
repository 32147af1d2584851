/**
 * What every {@link io.tidings.consumers.ConsumerStore} must do, as suites to implement. Not asked
 * for, because an adapter needs its own means: that what is kept outlives the process (N1), what a
 * restore of the log does to checkpoints (L7), and handlers inside its transactions (C3).
 */
package io.tidings.consumers.tck;
