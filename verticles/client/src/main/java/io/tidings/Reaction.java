package io.tidings;

import io.tidings.consumers.engine.Delivery;
import io.tidings.log.EventLog;
import io.tidings.log.schedule.ScheduleRequest;
import io.tidings.log.schedule.ScheduleResult;
import io.tidings.log.schedule.Scheduled;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.NewEvent;
import io.tidings.model.Query;
import io.tidings.model.Receipt;
import io.tidings.model.RecordedEvent;
import io.tidings.wire.EventJson;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What one handling of an event publishes: once, however often the event is handled. */
final class Reaction implements Publication.Publisher {

  private final Tidings tidings;
  private final Delivery delivery;
  private final boolean quiet;
  private final AtomicInteger count = new AtomicInteger();

  /**
   * @param quiet whether to publish nothing
   */
  Reaction(Tidings tidings, Delivery delivery, boolean quiet) {
    this.tidings = tidings;
    this.delivery = delivery;
    this.quiet = quiet;
  }

  @Override
  public String nextId() {
    RecordedEvent cause = delivery.event();
    return EventJson.derivedId(
        cause.recordedAt(),
        delivery.consumer(),
        cause.source(),
        cause.id(),
        Integer.toString(count.incrementAndGet()));
  }

  @Override
  public Future<List<Receipt>> publish(Append append) {
    if (quiet) {
      return Future.failedFuture(new QuietReplay());
    }
    return tidings
        .append(append)
        .compose(
            result -> {
              if (result instanceof AppendResult.Recorded recorded) {
                return Future.succeededFuture(recorded.receipts());
              }
              return result instanceof AppendResult.Reused reused && reused.position() > 0
                  ? earlier(append, reused)
                  : Future.failedFuture(new PublishRefused(result));
            });
  }

  /** An earlier attempt has scheduled the same with another time, at least, in the event. */
  @Override
  public Future<Scheduled> schedule(ScheduleRequest request) {
    return quiet
        ? Future.failedFuture(new QuietReplay())
        : tidings
            .schedule()
            .schedule(request)
            .map(
                result ->
                    result instanceof ScheduleResult.Refused refused
                        ? refused.existing()
                        : ((ScheduleResult.Accepted) result).scheduled());
  }

  /** An earlier attempt has published with other content: its time, at least, differs. */
  private Future<List<Receipt>> earlier(Append append, AppendResult.Reused reused) {
    List<String> ids = append.events().stream().map(NewEvent::id).toList();
    long before = reused.position() - ids.indexOf(reused.id()) - 1;
    EventLog log = tidings.log();
    return log.read(Query.after(new Cursor(0, before), Filter.ALL, ids.size()))
        .compose(
            page ->
                page.events().stream().map(RecordedEvent::id).toList().equals(ids)
                    ? Future.succeededFuture(
                        page.events().stream().map(RecordedEvent::receipt).toList())
                    : Future.failedFuture(new PublishRefused(reused)));
  }
}
