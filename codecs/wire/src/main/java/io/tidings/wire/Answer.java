package io.tidings.wire;

import io.tidings.model.Data;

/** Answers a {@link Call}: a record as JSON. */
public record Answer(Data body) {

  public static Answer of(Object answer) {
    return new Answer(EventJson.encode(answer));
  }

  /**
   * @throws PayloadMismatch if the body is none
   */
  public <T> T body(Class<T> type) {
    return EventJson.decode(body, type);
  }
}
