package io.tidings.sourcing.sagas;

import io.tidings.log.EventLog;
import io.tidings.model.Filter;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.tidings.model.SlotRange;
import io.tidings.sourcing.SagaState;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/** Reads where the instances of a saga are. */
final class Instances<S> {

  /** Time-outs and rejections may stand behind the latest step; seldom more of them. */
  private static final int FIRST_LOOK = 4;

  private static final int FURTHER_LOOK = 100;

  /**
   * @param version of the stream
   * @param state null if the key has no instance
   * @param foreign the type of an event in the stream that is none of the saga's; null if none is
   */
  record Loaded<S>(long version, SagaState<S> state, String foreign) {}

  private final EventLog log;
  private final Names names;
  private final Codec<S> codec;

  Instances(EventLog log, Names names, Codec<S> codec) {
    this.log = log;
    this.names = names;
    this.codec = codec;
  }

  Future<Loaded<S>> load(String stream) {
    Query newest = backward(Filter.stream(stream), Long.MAX_VALUE, FIRST_LOOK);
    return look(stream, newest, new Loaded<>(0, null, null));
  }

  /**
   * Back to the latest step. Who recorded that one had looked as far before, so that nobody else's
   * events are further back; an earlier version of this had not, and is not made up for.
   */
  private Future<Loaded<S>> look(String stream, Query query, Loaded<S> known) {
    return read(query)
        .compose(
            page -> {
              Loaded<S> seen = seen(page.events(), known);
              if (seen.state() != null || page.end()) {
                return Future.succeededFuture(seen);
              }
              Query further =
                  seen.foreign() == null
                      ? backward(Filter.stream(stream), page.through(), FURTHER_LOOK)
                      : backward(steps(stream), page.through(), 1);
              return look(stream, further, seen);
            });
  }

  private Loaded<S> seen(List<RecordedEvent> newestFirst, Loaded<S> known) {
    long version = known.version();
    SagaState<S> state = null;
    String foreign = known.foreign();
    for (RecordedEvent event : newestFirst) {
      version = Math.max(version, event.version());
      if (!names.isOwn(event.type())) {
        foreign = event.type();
      } else if (state == null && event.type().equals(names.stepped())) {
        state = codec.state(event);
      }
    }
    return new Loaded<>(version, state, foreign);
  }

  private Filter steps(String stream) {
    return new Filter(Set.of(names.stepped()), null, stream, SlotRange.ALL);
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
