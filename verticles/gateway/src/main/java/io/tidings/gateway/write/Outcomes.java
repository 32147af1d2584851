package io.tidings.gateway.write;

import io.tidings.gateway.http.Problem;
import io.tidings.gateway.http.ProblemKind;
import io.tidings.model.AppendResult;
import io.vertx.core.http.HttpHeaders;

/** What the producer is told of an append. */
final class Outcomes {

  private Outcomes() {}

  /**
   * The receipts.
   *
   * @throws Problem if nothing was recorded
   */
  static AppendResult.Recorded recorded(AppendResult result) {
    if (result instanceof AppendResult.Recorded recorded) {
      return recorded;
    }
    throw problem(result);
  }

  static Problem problem(AppendResult result) {
    if (result instanceof AppendResult.Stale stale) {
      return stale(stale);
    } else if (result instanceof AppendResult.Reused reused) {
      return reused(reused);
    } else if (result instanceof AppendResult.Overtaken overtaken) {
      return overtaken(overtaken);
    }
    return partial((AppendResult.PartialRepeat) result);
  }

  private static Problem stale(AppendResult.Stale stale) {
    return Problem.of(
            ProblemKind.STALE_VERSION,
            "The stream '"
                + stale.stream()
                + "' is at version "
                + stale.actual()
                + ", not "
                + stale.expected()
                + ": read it from there, decide again, append again")
        .with("stream", stale.stream())
        .with("expected", stale.expected())
        .with("actual", stale.actual())
        .header(HttpHeaders.ETAG, Preconditions.etag(stale.actual()));
  }

  private static Problem overtaken(AppendResult.Overtaken overtaken) {
    return Problem.of(
            ProblemKind.BOUNDARY_OVERTAKEN,
            overtaken.position() > 0
                ? "An event within the boundary was recorded after 'since', at position "
                    + overtaken.position()
                    + ": read on from there with the same 'match', decide again, append again"
                : "'since' is from a future that the log has lost: read the boundary anew, decide"
                    + " again, append again")
        .with("position", overtaken.position());
  }

  private static Problem reused(AppendResult.Reused reused) {
    Problem problem =
        Problem.of(
                ProblemKind.ID_REUSED,
                "The id '"
                    + reused.id()
                    + "' of the source '"
                    + reused.source()
                    + (reused.position() > 0
                        ? "' belongs to an event of other content at position " + reused.position()
                        : "' stands for two events of this append")
                    + ": give the event a new id, or send what was sent the first time")
            .with("attribute", "id")
            .with("source", reused.source())
            .with("id", reused.id());
    return reused.position() > 0 ? problem.with("position", reused.position()) : problem;
  }

  private static Problem partial(AppendResult.PartialRepeat partial) {
    return Problem.of(
            ProblemKind.PARTIAL_REPEAT,
            "Of the source '"
                + partial.source()
                + "' the event '"
                + partial.recordedId()
                + "' is in the log and '"
                + partial.unrecordedId()
                + "' is not: send again exactly what was sent the first time, and the rest as an"
                + " append of its own")
        .with("source", partial.source())
        .with("recordedId", partial.recordedId())
        .with("unrecordedId", partial.unrecordedId());
  }
}
