package io.tidings.wire;

import io.tidings.model.Data;

/**
 * Asks a service for one of its operations; answered by {@link Answer} or {@link Refusal}. For what
 * is asked rarely: the body is a record as JSON, which inside a node is not decoded (D3).
 *
 * @param operation as the service names it
 */
public record Call(String operation, Data body) {

  public static Call of(String operation, Object request) {
    return new Call(operation, EventJson.encode(request));
  }

  /**
   * @throws PayloadMismatch if the body is none
   */
  public <T> T body(Class<T> type) {
    return EventJson.decode(body, type);
  }
}
