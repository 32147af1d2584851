package io.tidings.wire;

/** Bytes on the bus that are no message of ours. Drop them; the log repairs what was lost. */
public final class MalformedMessage extends IllegalArgumentException {

  MalformedMessage(String problem) {
    super("malformed message on the bus: " + problem);
  }

  MalformedMessage(String problem, Throwable cause) {
    super("malformed message on the bus: " + problem, cause);
  }
}
