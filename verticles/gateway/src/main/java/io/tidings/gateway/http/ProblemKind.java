package io.tidings.gateway.http;

import java.util.Locale;

/**
 * Every kind of refusal of the gateway. The name, in lower case behind {@code
 * urn:tidings:problem:}, is the {@code type} of the problem document and never changes its meaning.
 */
public enum ProblemKind {
  MALFORMED_REQUEST(400, "The request is no HTTP that can be understood"),
  MALFORMED_EVENT(400, "The event is not a CloudEvent that can be recorded"),
  BODY_CUT_SHORT(400, "The body ended early"),
  UNKNOWN_PARAMETER(400, "The query has an unknown parameter"),
  BAD_PARAMETER(400, "A query parameter has a bad value"),
  BAD_PRECONDITION(400, "The precondition cannot be understood"),
  MALFORMED_BODY(400, "The body is not the JSON that is taken here"),
  UNKNOWN_MEMBER(400, "The body has an unknown member"),
  BAD_MEMBER(400, "A member of the body has a bad value"),
  BAD_COMMAND(400, "The decider cannot take that command"),
  NOT_FOUND(404, "There is nothing at this path"),
  UNKNOWN_CONSUMER(404, "There is no such consumer"),
  UNKNOWN_DEAD_LETTER(404, "There is no such dead letter"),
  UNKNOWN_SCHEDULED(404, "There is no such scheduled append"),
  UNKNOWN_SAGA(404, "There is no such instance of the saga"),
  UNKNOWN_DECIDER(404, "No node runs that decider"),
  METHOD_NOT_ALLOWED(405, "The path does not take this method"),
  NOT_ACCEPTABLE(406, "No media type of the answer is accepted"),
  REQUEST_TIMEOUT(408, "The request took too long to arrive"),
  ID_REUSED(409, "The id belongs to another event"),
  PARTIAL_REPEAT(409, "The append repeats another one in part"),
  CONSUMER_CONFLICT(409, "The consumer is not what the request takes it for"),
  SCHEDULED_OTHERWISE(409, "The id stands for another scheduled append"),
  COMMAND_CONFLICT(409, "Others were faster"),
  TOO_LATE(409, "It is too late to cancel"),
  CURSOR_LOST(410, "The cursor is from a future that the log has lost"),
  BOUNDARY_OVERTAKEN(412, "What the decision rests on has changed"),
  STALE_VERSION(412, "The stream is at another version"),
  EVENT_TOO_LARGE(413, "The event is too large"),
  BATCH_TOO_LARGE(413, "The batch is too large"),
  TOO_MANY_EVENTS(413, "The batch has too many events"),
  BODY_TOO_LARGE(413, "The body is too large"),
  URI_TOO_LONG(414, "The request line is too long"),
  UNSUPPORTED_MEDIA_TYPE(415, "The body is of a media type that is not taken here"),
  UNSUPPORTED_ENCODING(415, "The body is encoded"),
  EXPECTATION_FAILED(417, "The expectation cannot be met"),
  COMMAND_REJECTED(422, "The command was rejected"),
  OVERLOADED(429, "Too much is asked at once"),
  HEADERS_TOO_LARGE(431, "The header fields are too large"),
  INTERNAL_ERROR(500, "The gateway failed"),
  UNREADABLE_EVENTS(500, "The decider cannot read what was recorded"),
  LOG_UNAVAILABLE(503, "The log cannot be reached"),
  LOG_OVERLOADED(503, "The log has too much to do"),
  NOT_SEEN_YET(503, "The node has not seen that cursor yet"),
  NOT_CAUGHT_UP_YET(503, "The consumer has not handled that cursor yet"),
  CONSUMERS_UNAVAILABLE(503, "What consumers have stored cannot be reached"),
  COMMANDS_OVERLOADED(503, "The decider has too much to do"),
  COMMANDS_UNAVAILABLE(503, "The decider cannot be reached");

  private final int status;
  private final String title;

  ProblemKind(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  /** Whether there is too much to do, and less of it would help. */
  public boolean isOverload() {
    return this == OVERLOADED || this == LOG_OVERLOADED || this == COMMANDS_OVERLOADED;
  }

  public String title() {
    return title;
  }

  /** The {@code type} of the problem document. */
  public String type() {
    return "urn:tidings:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
