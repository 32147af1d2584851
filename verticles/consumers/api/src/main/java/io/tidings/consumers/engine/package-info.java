/**
 * The work of a durable consumer on a node: takes segments, reads what they match, hands it to
 * handlers in order of each stream, keeps the checkpoints, holds the streams that fail (C1, C2, C4,
 * C5, N2).
 */
package io.tidings.consumers.engine;
