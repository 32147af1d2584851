package io.tidings.sourcing.sagas;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.sourcing.Rejection;
import io.tidings.sourcing.SagaState.Undoes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the log has of sagas, as JSON. The gateway reads it too. */
final class Records {

  private Records() {}

  /**
   * {@code <saga>.saga-stepped}.
   *
   * @param undoes absent if none of the commands does
   */
  record Stepped(
      String key,
      long number,
      String step,
      JsonNode state,
      boolean ended,
      List<Sent> commands,
      List<Timeout> pending,
      List<Timeout> cancelled,
      List<Undo> undo,
      Cause cause,
      List<Seen> seen,
      @JsonInclude(Include.NON_EMPTY) List<Undoes> undoes) {

    Stepped {
      undoes = undoes == null ? List.of() : undoes;
    }
  }

  /** A command; {@code data} is its record. */
  record Sent(String decider, String stream, String type, JsonNode data) {}

  /**
   * @param due absent if the step that this stands in has set it: it is due {@code after} that was
   *     recorded
   */
  @JsonInclude(Include.NON_NULL)
  record Timeout(String name, long step, Duration after, Instant due) {}

  record Undo(Sent command, long step, int sent) {}

  record Cause(String type, String source, String id) {}

  record Seen(String stream, long version) {}

  /** {@code <saga>.saga-timed-out}. */
  record TimedOut(String name, long step) {}

  /** {@code <saga>.saga-command-rejected}. */
  record Rejected(long step, int sent, Sent command, Rejection rejection) {}
}
