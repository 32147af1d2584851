package io.tidings.wire;

import io.tidings.model.NewEvent;

/**
 * Asks a decider to decide a command; answered by {@link CommandReply} or {@link Refusal}.
 *
 * @param stream where the events of the decision go
 * @param message the command as a CloudEvent, which is not recorded itself
 */
public record CommandRequest(String decider, String stream, NewEvent message) {}
