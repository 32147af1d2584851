package io.tidings.chaos.sabotage;

import io.tidings.log.EventLog;
import io.tidings.log.bus.Addresses;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Frame;
import io.tidings.model.Head;
import io.tidings.model.NewEvent;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.Receipt;
import io.tidings.model.RecordedEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Publishes frames of what it is about to append. Streams of which it has recorded the last event
 * itself have the versions that they will get.
 */
public final class EarlyLog implements EventLog {

  private final EventLog log;
  private final Map<String, Long> versions = new HashMap<>();

  public EarlyLog(EventLog log) {
    this.log = log;
  }

  @Override
  public Future<List<AppendResult>> append(List<Append> appends) {
    return log.head()
        .onSuccess(head -> publish(appends, head))
        .compose(head -> log.append(appends))
        .onSuccess(results -> remember(appends, results));
  }

  private void publish(List<Append> appends, Head head) {
    List<NewEvent> events = appends.stream().flatMap(one -> one.events().stream()).toList();
    List<RecordedEvent> early = new ArrayList<>();
    for (NewEvent event : events) {
      String stream = event.stream();
      long version = versions.merge(stream, 1L, Long::sum);
      long position = head.position() + early.size() + 1;
      early.add(new RecordedEvent(event, version, position, head.epoch(), Instant.now()));
    }
    Vertx.currentContext().owner().eventBus().publish(Addresses.FEED, new Frame(early));
  }

  private void remember(List<Append> appends, List<AppendResult> results) {
    for (int at = 0; at < results.size(); at++) {
      if (results.get(at) instanceof AppendResult.Recorded recorded) {
        rememberAll(appends.get(at).events(), recorded.receipts());
      }
    }
  }

  private void rememberAll(List<NewEvent> events, List<Receipt> receipts) {
    for (int at = 0; at < events.size(); at++) {
      versions.put(events.get(at).stream(), receipts.get(at).version());
    }
  }

  @Override
  public Future<Page> read(Query query) {
    return log.read(query);
  }

  @Override
  public Future<Head> head() {
    return log.head();
  }
}
