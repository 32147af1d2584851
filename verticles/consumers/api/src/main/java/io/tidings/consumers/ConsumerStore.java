package io.tidings.consumers;

/**
 * Where consumers keep their places, and everything that must survive a node: definitions, segments
 * with their leases and checkpoints, held streams and dead letters, the inbox, what was offered to
 * pullers, the ledger. Every implementation passes the conformance suite; the numbers are those of
 * {@code docs/guarantees.md}.
 *
 * <p>Each call is one transaction: it happens as a whole or not at all. Methods may be called from
 * any thread, never block, and complete on the caller's Vert.x context when it has one. A future
 * that fails does so with a {@link ConsumerFailure}, which says what to do next. Time is the
 * store's own, never the caller's: clocks of nodes need not agree.
 */
public interface ConsumerStore
    extends Definitions, Segments, HeldStreams, DeadLetters, Inbox, Offers {}
