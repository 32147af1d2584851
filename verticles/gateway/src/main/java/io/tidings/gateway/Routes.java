package io.tidings.gateway;

import io.tidings.gateway.commands.CommandRoutes;
import io.tidings.gateway.consumers.ConsumerRoutes;
import io.tidings.gateway.http.Accept;
import io.tidings.gateway.http.Connections;
import io.tidings.gateway.http.Endpoint;
import io.tidings.gateway.http.MediaType;
import io.tidings.gateway.http.Refusals;
import io.tidings.gateway.http.Resource;
import io.tidings.gateway.http.StreamPath;
import io.tidings.gateway.live.LiveEvents;
import io.tidings.gateway.ops.Health;
import io.tidings.gateway.ops.LogState;
import io.tidings.gateway.ops.OpenApi;
import io.tidings.gateway.ops.Scrape;
import io.tidings.gateway.read.AtLeast;
import io.tidings.gateway.read.ReadPages;
import io.tidings.gateway.sagas.SagaRoutes;
import io.tidings.gateway.schedule.ScheduleRoutes;
import io.tidings.gateway.write.WriteEndpoints;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import java.util.List;

/** Which path does what. */
final class Routes {

  private static final List<String> EVENTS_AS =
      List.of(MediaType.BATCH, MediaType.NDJSON, MediaType.EVENT_STREAM);

  private final Vertx vertx;
  private final GatewayParts parts;
  private final Connections connections;
  private final Refusals refusals;
  private final ReadPages pages;
  private final LiveEvents live;
  private final ConsumerRoutes consumers;

  Routes(Vertx vertx, GatewayParts parts, Connections connections) {
    this.vertx = vertx;
    this.parts = parts;
    this.connections = connections;
    GatewayConfig config = parts.config();
    this.refusals =
        new Refusals(vertx, connections, parts.registry(), parts.metrics().waitingRefusals());
    AtLeast atLeast = new AtLeast(parts.log(), parts.tail(), config.atLeastTimeout());
    this.pages = new ReadPages(parts.log(), atLeast, parts.reads(), config.readBudget());
    this.live =
        new LiveEvents(
            vertx, parts.log(), parts.tail(), atLeast, config, parts.liveBytes(), parts.metrics());
    this.consumers =
        parts.consumers() == null
            ? null
            : new ConsumerRoutes(
                vertx,
                parts.consumers(),
                parts.log(),
                config,
                new ConsumerRoutes.Bounds(parts.consumerRequests(), parts.waits()));
  }

  Refusals refusals() {
    return refusals;
  }

  /** Ends live streams, and answers all who wait for consumers. */
  void close() {
    live.close();
    if (consumers != null) {
      consumers.close();
    }
  }

  Router router() {
    WriteEndpoints writes =
        new WriteEndpoints(
            vertx,
            parts.log(),
            parts.config(),
            new WriteEndpoints.Bounds(parts.appends(), parts.lines()),
            parts.metrics());
    Health health = new Health(parts.readiness());
    Router router = Router.router(vertx);
    router
        .route(ReadPages.LOG_PATH)
        .handler(
            resource()
                .get(readEvents())
                .post(WriteEndpoints.MEDIA_TYPES, parts.appends().unlessFull(writes.events())));
    router
        .route(StreamPath.ROUTE)
        .handler(
            resource()
                .get(pages::ofStream)
                .post(
                    WriteEndpoints.STREAM_MEDIA_TYPES,
                    parts.appends().unlessFull(writes.stream())));
    router
        .route("/v1/log")
        .handler(resource().get(parts.reads().limit(new LogState(parts.log(), parts.tail()))));
    if (consumers != null) {
      consumers.addTo(router, this::resource);
    }
    if (parts.schedule() != null) {
      new ScheduleRoutes(parts.schedule(), parts.config(), parts.appends(), parts.reads())
          .addTo(router, this::resource);
    }
    new SagaRoutes(parts.log(), parts.reads(), parts.config().readBudget())
        .addTo(router, this::resource);
    if (parts.commands() != null) {
      new CommandRoutes(parts.commands(), parts.config(), parts.appends())
          .addTo(router, this::resource);
    }
    router.route("/health/live").handler(resource().get(health::live));
    router.route("/health/ready").handler(resource().get(health::ready));
    router.route("/metrics").handler(resource().get(new Scrape(vertx, parts.registry())));
    router.route("/openapi.yaml").handler(resource().get(new OpenApi()));
    router.route().handler(resource().nothing());
    for (int status : new int[] {400, 404, 405, 500}) {
      router.errorHandler(status, refusals::unrouted);
    }
    return router;
  }

  private Endpoint readEvents() {
    Endpoint stream = parts.liveClients().limit(live);
    return exchange -> {
      String accept = exchange.request().getHeader(HttpHeaders.ACCEPT);
      return Accept.choose(accept, EVENTS_AS).equals(MediaType.EVENT_STREAM)
          ? stream.serve(exchange)
          : pages.ofLog(exchange);
    };
  }

  private Resource resource() {
    return new Resource(connections, parts.admission(), refusals);
  }
}
