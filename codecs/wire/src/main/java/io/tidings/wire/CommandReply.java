package io.tidings.wire;

import io.tidings.model.RecordedEvent;
import java.util.List;

/**
 * Answers a {@link CommandRequest} that was decided.
 *
 * @param rejection the code of the rejection; null if the command was accepted
 * @param detail of the rejection, for people; otherwise null
 * @param version of the stream behind the events
 * @param events of the decision, as recorded
 * @param duplicate whether the command had been carried out before
 */
public record CommandReply(
    String rejection, String detail, long version, List<RecordedEvent> events, boolean duplicate) {

  public CommandReply {
    events = List.copyOf(events);
  }

  public static CommandReply accepted(long version, List<RecordedEvent> events, boolean duplicate) {
    return new CommandReply(null, null, version, events, duplicate);
  }

  public static CommandReply rejected(String code, String detail) {
    return new CommandReply(code, detail, 0, List.of(), false);
  }
}
