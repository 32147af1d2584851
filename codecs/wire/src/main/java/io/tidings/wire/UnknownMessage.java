package io.tidings.wire;

/**
 * A message of a kind or a format that this version does not know, sent by a later one. It is not
 * an error; whoever has no use for it ignores it.
 *
 * @param format of the message's layout
 * @param kind its number in the codec's table
 */
public record UnknownMessage(int format, int kind) {}
