package io.tidings.sourcing.sagas;

import io.tidings.log.EventLog;
import io.tidings.model.Filter;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.tidings.model.SlotRange;
import io.tidings.sourcing.SagaState;
import io.vertx.core.Future;
import java.util.Set;

/** Reads where the instances of a saga are. */
final class Instances<S> {

  /** Time-outs and rejections may stand behind the latest step; seldom more of them. */
  private static final int FIRST_LOOK = 4;

  /**
   * @param version of the stream
   * @param state null if the key has no instance
   */
  record Loaded<S>(long version, SagaState<S> state) {}

  private final EventLog log;
  private final String stepped;
  private final Codec<S> codec;

  Instances(EventLog log, Names names, Codec<S> codec) {
    this.log = log;
    this.stepped = names.stepped();
    this.codec = codec;
  }

  Future<Loaded<S>> load(String stream) {
    return read(backward(Filter.stream(stream), Long.MAX_VALUE, FIRST_LOOK))
        .compose(
            page -> {
              if (page.events().isEmpty()) {
                return Future.succeededFuture(new Loaded<>(0, null));
              }
              long version = page.events().get(0).version();
              for (RecordedEvent event : page.events()) {
                if (event.type().equals(stepped)) {
                  return Future.succeededFuture(new Loaded<>(version, codec.state(event)));
                }
              }
              return page.end()
                  ? Future.succeededFuture(new Loaded<>(version, null))
                  : further(stream, version, page.through());
            });
  }

  private Future<Loaded<S>> further(String stream, long version, long before) {
    Filter steps = new Filter(Set.of(stepped), null, stream, SlotRange.ALL);
    return read(backward(steps, before, 1))
        .map(
            page ->
                new Loaded<>(
                    version, page.events().isEmpty() ? null : codec.state(page.events().get(0))));
  }

  /** A page that has something, or the last. */
  private Future<Page> read(Query query) {
    return log.read(query)
        .compose(
            page ->
                page.events().isEmpty() && !page.end()
                    ? read(query.onward(page.through()))
                    : Future.succeededFuture(page));
  }

  private static Query backward(Filter filter, long before, int limit) {
    return new Query(filter, Query.Unit.VERSION, 0, 0, before, Query.Direction.BACKWARD, limit);
  }
}
