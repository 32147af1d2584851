package io.tidings.gateway.sagas;

import io.tidings.gateway.http.Exchange;
import io.tidings.gateway.http.Percent;
import io.tidings.gateway.http.Problem;
import io.tidings.gateway.http.ProblemKind;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.InvalidEvent;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.tidings.model.SlotRange;
import io.tidings.model.StreamName;
import java.util.Set;

/**
 * A saga by its name, as it stands in paths. What its events and streams are called is part of what
 * the log has of sagas.
 */
record SagaPath(String saga) {

  static final String ALL = "/v1/sagas/:saga";
  static final String ONE = ALL + "/:key";

  private static final String BEFORE = "/v1/sagas/";

  /**
   * The saga in the path.
   *
   * @throws Problem if it can be none
   */
  static SagaPath of(Exchange exchange) {
    String saga = exchange.pathParameter("saga");
    if (!saga.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw Problem.of(
          ProblemKind.MALFORMED_REQUEST,
          "In the path, the saga is '" + saga + "': give lower-case letters, digits and hyphens");
    }
    return new SagaPath(saga);
  }

  String path() {
    return BEFORE + saga;
  }

  private String category() {
    return saga.replace('-', '_');
  }

  /**
   * The stream of the instance in the path, whose key stands in one segment, percent-encoded.
   *
   * @throws Problem if no stream can be called so
   */
  String stream(Exchange exchange) {
    String key = exchange.request().path().substring(path().length() + 1);
    try {
      String decoded = Percent.decodePath(key, ProblemKind.MALFORMED_REQUEST);
      return StreamName.require(category() + "-" + decoded);
    } catch (InvalidEvent invalid) {
      throw Problem.of(ProblemKind.MALFORMED_REQUEST, "In the path, " + invalid.getMessage());
    }
  }

  /** The key of an instance, by its stream. */
  String key(String stream) {
    return stream.substring(Math.min(stream.length(), category().length() + 1));
  }

  /** The newest steps of one instance, or of all if the stream is null. */
  Query newest(String stream, Query.Unit unit, Cursor before, int limit) {
    return new Query(
        steps(stream),
        unit,
        before == null ? 0 : before.epoch(),
        0,
        before == null ? Long.MAX_VALUE : before.position(),
        Query.Direction.BACKWARD,
        limit);
  }

  /** The step of the same instance that follows this one. */
  Query following(RecordedEvent step) {
    return new Query(
        steps(step.stream()),
        Query.Unit.VERSION,
        0,
        step.version(),
        Long.MAX_VALUE,
        Query.Direction.FORWARD,
        1);
  }

  private Filter steps(String stream) {
    return new Filter(
        Set.of(saga + ".saga-stepped"), stream == null ? category() : null, stream, SlotRange.ALL);
  }
}
