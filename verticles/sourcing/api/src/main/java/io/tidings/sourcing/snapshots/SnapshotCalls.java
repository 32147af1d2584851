package io.tidings.sourcing.snapshots;

import io.tidings.model.Data;
import io.tidings.wire.Answer;
import io.tidings.wire.Call;
import io.vertx.core.Future;
import java.util.Optional;

/** The operations of the address {@value #ADDRESS}: what is asked, and what is answered. */
final class SnapshotCalls {

  /**
   * Takes a {@code Call}, answers an {@code Answer} or a {@code Refusal}. Clustered; one consumer
   * on each node that keeps snapshots.
   */
  static final String ADDRESS = "sourcing.snapshots";

  private static final String LOAD = "load";
  private static final String SAVE = "save";
  private static final String DELETE = "delete";

  private SnapshotCalls() {}

  record Named(String decider, String stream) {}

  record Found(Kept snapshot) {}

  record Done() {}

  record Kept(
      String decider,
      String stream,
      String shape,
      long version,
      long position,
      long epoch,
      byte[] state) {

    static Kept of(Snapshot one) {
      return new Kept(
          one.decider(),
          one.stream(),
          one.shape(),
          one.version(),
          one.position(),
          one.epoch(),
          one.state().toByteArray());
    }

    Snapshot snapshot() {
      return new Snapshot(
          decider, stream, shape, version, position, epoch, Data.of(Data.Form.JSON, state));
    }
  }

  static Call load(String decider, String stream) {
    return Call.of(LOAD, new Named(decider, stream));
  }

  static Call save(Snapshot snapshot) {
    return Call.of(SAVE, Kept.of(snapshot));
  }

  static Call delete(String decider, String stream) {
    return Call.of(DELETE, new Named(decider, stream));
  }

  static Optional<Snapshot> found(Answer answer) {
    return Optional.ofNullable(answer.body(Found.class).snapshot()).map(Kept::snapshot);
  }

  static Future<Answer> serve(Snapshots snapshots, Call call) {
    return switch (call.operation()) {
      case LOAD -> {
        Named named = call.body(Named.class);
        yield snapshots
            .load(named.decider(), named.stream())
            .map(found -> Answer.of(new Found(found.map(Kept::of).orElse(null))));
      }
      case SAVE -> snapshots.save(call.body(Kept.class).snapshot()).map(done());
      case DELETE -> {
        Named named = call.body(Named.class);
        yield snapshots.delete(named.decider(), named.stream()).map(done());
      }
      default ->
          Future.failedFuture(
              new IllegalArgumentException(
                  "this version does not know '" + call.operation() + "'"));
    };
  }

  private static Answer done() {
    return Answer.of(new Done());
  }
}
