package io.tidings.sourcing.commands;

import io.tidings.model.RecordedEvent;
import io.tidings.sourcing.Rejection;
import java.util.List;

/** What has become of a command. */
public sealed interface CommandOutcome {

  /**
   * It was accepted.
   *
   * @param version that of the stream behind the events; where there are none, the version that was
   *     decided upon
   * @param events those of the decision, as recorded, in their order; perhaps none
   * @param duplicate whether the command had been carried out before
   */
  record Accepted(long version, List<RecordedEvent> events, boolean duplicate)
      implements CommandOutcome {
    public Accepted {
      events = List.copyOf(events);
    }
  }

  /** It was not, and nothing was recorded. Sent again, it is decided anew. */
  record Rejected(Rejection rejection) implements CommandOutcome {}
}
