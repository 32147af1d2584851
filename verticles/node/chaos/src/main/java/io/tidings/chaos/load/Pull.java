package io.tidings.chaos.load;

import io.tidings.chaos.history.Entry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Programs that share the work of one consumer over HTTP; one of them keeps dying over it. */
final class Pull extends Clients {

  static final String CONSUMER = "pull";

  private static final int CLIENTS = 3;
  private static final int MORTAL = 2;
  private static final double MORTALITY = 0.05;
  private static final String PATH = "/v1/consumers/" + CONSUMER;
  private static final String JSON = "application/json";
  private static final Duration TO_THE_END = Duration.ofSeconds(120);
  private static final String DEFINITION =
      """
      {"visibility": "PT5S",
       "retry": {"attempts": 1000, "initial": "PT0.2S", "longest": "PT2S", "multiplier": 2}}""";
  private static final String LEASE =
      """
      {"max": 50, "wait": "PT2S", "puller": "%s"}""";

  private final Site site;
  private final AtomicLong handled = new AtomicLong(Long.MIN_VALUE);

  Pull(Site site) {
    super("pull", CLIENTS);
    this.site = site;
  }

  @Override
  public boolean reads() {
    return true;
  }

  @Override
  public boolean worksSince(long moment) {
    return handled.get() > moment;
  }

  @Override
  public void stop() throws InterruptedException {
    long head = Settling.head(site.database());
    Settling.await(TO_THE_END, () -> Settling.hasPassed(site.database(), CONSUMER, head));
    super.stop();
  }

  @Override
  void work(int client, String called) throws InterruptedException {
    Gateway gateway = new Gateway(site.nodes(), client);
    persist(gateway, "PUT", "", DEFINITION);
    while (!stopping()) {
      List<JsonObject> leased = lease(gateway, called);
      boolean dies =
          client == MORTAL && ThreadLocalRandom.current().nextDouble() < MORTALITY;
      JsonArray receipts = new JsonArray();
      for (JsonObject one : dies ? leased.subList(0, leased.size() / 2) : leased) {
        handle(called, one);
        receipts.add(one.getString("receipt"));
      }
      if (dies) {
        Repetition.rest(Duration.ofSeconds(1));
      } else if (!receipts.isEmpty()) {
        persist(gateway, "POST", "/ack", new JsonObject().put("receipts", receipts).encode());
      }
    }
  }

  private static List<JsonObject> lease(Gateway gateway, String called)
      throws InterruptedException {
    Gateway.Answer answer = gateway.send("POST", PATH + "/lease", JSON, LEASE.formatted(called));
    if (answer.status() != 200) {
      Repetition.rest(answer.retryAfter());
      return List.of();
    }
    return answer.json().getJsonArray("events").stream().map(JsonObject.class::cast).toList();
  }

  private void handle(String called, JsonObject leased) {
    JsonObject event = leased.getJsonObject("event");
    long now = System.nanoTime();
    site.recorder()
        .write(
            new Entry.Handled(
                now,
                CONSUMER,
                called,
                leased.getLong("position"),
                event.getString("tidingsstream"),
                Long.parseLong(String.valueOf(event.getValue("tidingsversion")))));
    handled.accumulateAndGet(now, Math::max);
  }

  /** Until there is an answer that lasts, or as long as a client is patient. */
  private static void persist(Gateway gateway, String method, String path, String body)
      throws InterruptedException {
    long end = System.nanoTime() + Repetition.PATIENCE.toNanos();
    Gateway.Answer answer = gateway.send(method, PATH + path, JSON, body);
    while (answer.isPassing() && System.nanoTime() < end) {
      Repetition.rest(answer.retryAfter());
      answer = gateway.send(method, PATH + path, JSON, body);
    }
  }
}
