package io.tidings.wire;

/**
 * Bytes that came as a message and are none. Whoever is asked something by it refuses; whoever is
 * told something ignores it.
 *
 * @param problem what is wrong with them
 */
public record UnreadableMessage(String problem) {}
