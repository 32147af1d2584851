package io.tidings.chaos.load;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Clients that compete for few streams: each appends to the version that it has read. */
final class Conditionals extends Appending {

  private static final int CLIENTS = 3;
  private static final int STREAMS = 6;

  private final Site site;
  private final double rate;

  Conditionals(Site site, double rate) {
    super("conditional", CLIENTS, site);
    this.site = site;
    this.rate = rate / CLIENTS;
  }

  @Override
  void work(int client, String called) throws InterruptedException {
    Gateway gateway = new Gateway(site.nodes(), client);
    Pace pace = site.pace(rate);
    long[] versions = new long[STREAMS];
    for (long number = 0; !stopping(); number++) {
      int stream = (int) (number % STREAMS);
      if (append(gateway, called, number, stream, versions[stream]) instanceof Attempt.Done done) {
        versions[stream] = done.receipts().get(0).version();
        pace.await();
      } else {
        versions[stream] = version(gateway, path(stream), versions[stream]);
      }
    }
  }

  private Attempt append(Gateway gateway, String called, long number, int stream, long version)
      throws InterruptedException {
    Draft event = Draft.of(name(), called, number, stream(stream));
    String body = event.json().encode();
    String[] condition =
        version == 0
            ? new String[] {"If-None-Match", "*"}
            : new String[] {"If-Match", "\"" + version + "\""};
    return repetition()
        .send(
            called,
            List.of(event),
            version,
            count -> gateway.append(path(stream), Gateway.ONE, body, condition));
  }

  private static String stream(int number) {
    return "contested-" + number;
  }

  private static String path(int number) {
    return "/v1/streams/" + stream(number) + "/events";
  }

  /** The last version that can be read, or the one known if nothing can. */
  private static long version(Gateway gateway, String path, long known) {
    Gateway.Answer answer =
        gateway.send("GET", path + "?direction=backward&limit=1", Gateway.ONE, "");
    if (answer.status() != 200) {
      return known;
    }
    JsonArray events = new JsonArray(answer.body());
    if (events.isEmpty()) {
      return known;
    }
    JsonObject last = events.getJsonObject(0);
    return Long.parseLong(String.valueOf(last.getValue("tidingsversion")));
  }
}
