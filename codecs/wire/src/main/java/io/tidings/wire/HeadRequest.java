package io.tidings.wire;

/** Asks for the head of the log; answered by {@link io.tidings.model.Head}. */
public record HeadRequest() {}
