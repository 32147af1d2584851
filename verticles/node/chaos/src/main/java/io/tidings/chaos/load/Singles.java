package io.tidings.chaos.load;

import io.tidings.chaos.history.Entry;
import java.util.List;

/** Posts of one event, each client on a few streams of its own. */
final class Singles extends Appending {

  private static final int CLIENTS = 4;
  private static final int STREAMS = 10;

  private final Site site;
  private final double rate;

  Singles(Site site, double rate) {
    super("single", CLIENTS, site);
    this.site = site;
    this.rate = rate / CLIENTS;
  }

  @Override
  void work(int client, String called) throws InterruptedException {
    Gateway gateway = new Gateway(site.nodes(), client);
    Pace pace = site.pace(rate);
    for (long number = 0; !stopping(); number++) {
      Draft event = Draft.of(name(), called, number, called + "-" + number % STREAMS);
      String body = event.json().encode();
      repetition()
          .send(
              called,
              List.of(event),
              Entry.ANY,
              count -> gateway.append("/v1/events", Gateway.ONE, body));
      pace.await();
    }
  }
}
