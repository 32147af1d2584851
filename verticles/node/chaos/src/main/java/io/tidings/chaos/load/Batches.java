package io.tidings.chaos.load;

import io.tidings.chaos.history.Entry;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.stream.LongStream;

/** Appends of several events to several streams. */
final class Batches extends Appending {

  private static final int CLIENTS = 2;
  private static final int STREAMS = 23;
  private static final int EVENTS = 10;

  private final Site site;
  private final double rate;

  Batches(Site site, double rate) {
    super("batch", CLIENTS, site);
    this.site = site;
    this.rate = rate / CLIENTS / EVENTS;
  }

  @Override
  void work(int client, String called) throws InterruptedException {
    Gateway gateway = new Gateway(site.nodes(), client);
    Pace pace = site.pace(rate);
    for (long first = 0; !stopping(); first += EVENTS) {
      List<Draft> events =
          LongStream.range(first, first + EVENTS)
              .mapToObj(n -> Draft.of(name(), called, n, called + "-" + n * 7 % STREAMS))
              .toList();
      String body = new JsonArray(events.stream().map(Draft::json).toList()).encode();
      repetition()
          .send(
              called,
              events,
              Entry.ANY,
              count -> gateway.append("/v1/events", Gateway.BATCH, body));
      pace.await();
    }
  }
}
