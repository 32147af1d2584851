package io.tidings.gateway.consumers;

import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.bus.OfferHints;
import io.tidings.gateway.GatewayConfig;
import io.tidings.gateway.http.Admission;
import io.tidings.gateway.http.Endpoint;
import io.tidings.gateway.http.JsonBody;
import io.tidings.gateway.http.Resource;
import io.tidings.log.EventLog;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.function.Supplier;

/** Which path of consumers does what. One for each verticle, used on its event loop alone. */
public final class ConsumerRoutes {

  /**
   * How many requests are served at once.
   *
   * @param requests that do not wait
   * @param waits that wait for a consumer
   */
  public record Bounds(Admission.Slots requests, Admission.Slots waits) {}

  private final Bounds bounds;
  private final CaughtUp caughtUp;
  private final ShowConsumers consumers;
  private final DeclareConsumers declarations;
  private final Steering steering;
  private final ShowDeadLetters deadLetters;
  private final SteerDeadLetters redrives;
  private final Leases leases;
  private final Settlements settlements;
  private final ShowLedger ledger;

  public ConsumerRoutes(
      Vertx vertx, ConsumerStore store, EventLog log, GatewayConfig config, Bounds bounds) {
    Hints hints = new Hints(vertx);
    OfferHints offers = new OfferHints(vertx);
    Patience patience = new Patience(config.atLeastTimeout(), config.longestWait());
    this.caughtUp = new CaughtUp(vertx, store, log);
    this.bounds = bounds;
    this.consumers = new ShowConsumers(store, log, caughtUp, bounds.waits(), patience);
    this.declarations = new DeclareConsumers(store, log, consumers, hints);
    this.steering = new Steering(store, log, consumers, hints);
    this.deadLetters = new ShowDeadLetters(store, log);
    this.redrives = new SteerDeadLetters(store, hints, config.maxEventBytes());
    this.leases = new Leases(vertx, store, log, patience);
    this.settlements = new Settlements(store, offers);
    this.ledger = new ShowLedger(store);
    offers.onOffered(leases::hint);
  }

  /** Adds the paths. */
  public void addTo(Router router, Supplier<Resource> resource) {
    String one = ConsumerPath.ONE;
    String letters = ConsumerPath.DEAD_LETTERS;
    String letter = ConsumerPath.DEAD_LETTER;
    router.route(ConsumerPath.ALL).handler(resource.get().get(limited(consumers::all)));
    router
        .route(one)
        .handler(
            resource
                .get()
                .get(consumers::one)
                .put(limited(declarations::put))
                .delete(limited(declarations::delete)));
    post(router, one + "/pause", resource, limited(steering::pause));
    post(router, one + "/resume", resource, limited(steering::resume));
    post(router, one + "/seek", resource, limited(steering::seek));
    post(router, one + "/split", resource, limited(steering.split()));
    post(router, one + "/merge", resource, limited(steering.merge()));
    post(router, one + "/replay", resource, limited(steering::replay));
    router.route(letters).handler(resource.get().get(limited(deadLetters::list)));
    post(router, letters + "/redrive", resource, limited(redrives::redriveMany));
    post(router, letters + "/discard", resource, limited(redrives::discardMany));
    router.route(letter).handler(resource.get().get(limited(deadLetters::one)));
    post(router, letter + "/redrive", resource, limited(redrives::redriveOne));
    post(router, letter + "/discard", resource, limited(redrives::discardOne));
    post(router, letter + "/edit", resource, limited(redrives::edit));
    post(router, one + "/lease", resource, bounds.waits().limit(leases::serve));
    post(router, one + "/ack", resource, limited(settlements::ack));
    post(router, one + "/nack", resource, limited(settlements::nack));
    post(router, one + "/extend", resource, limited(settlements::extend));
    router.route(ConsumerPath.LEDGER).handler(resource.get().get(limited(ledger::serve)));
  }

  /** Answers all who wait: they ask again, at another node. */
  public void close() {
    leases.close();
    caughtUp.close();
  }

  private static void post(
      Router router, String path, Supplier<Resource> resource, Endpoint endpoint) {
    router.route(path).handler(resource.get().post(JsonBody.MEDIA_TYPES, endpoint));
  }

  private Endpoint limited(Endpoint endpoint) {
    return bounds.requests().limit(endpoint);
  }
}
