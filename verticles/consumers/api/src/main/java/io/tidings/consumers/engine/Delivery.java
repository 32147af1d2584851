package io.tidings.consumers.engine;

import io.tidings.consumers.Segments;
import io.tidings.model.RecordedEvent;

/**
 * An event on its way to a handler.
 *
 * @param lease by which the node holds the segment; an effect that is fenced checks it
 * @param slot of the event's stream
 * @param event as recorded, but with another payload if it is a failed one that was edited
 * @param attempt from 1; begins again with a redrive
 * @param replay whether the consumer was told to hand the event out once more
 * @param dryRun whether the effects of that replay are to be undone
 * @param redelivered whether it may have been handed to a handler before, for another reason than a
 *     replay: it is tried again, or was not beyond doubt untouched when the segment was taken over
 */
public record Delivery(
    String consumer,
    Segments.Lease lease,
    int slot,
    RecordedEvent event,
    int attempt,
    boolean replay,
    boolean dryRun,
    boolean redelivered) {}
