package io.tidings.launcher;

import io.tidings.config.Setting;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import java.time.Duration;

/** A role with all the ways in which one can misbehave. */
public final class EchoRole implements Role<EchoRole.Config> {

  /** What goes wrong. */
  enum Trouble {
    NONE,
    REFUSES,
    HANGS_AT_START,
    HANGS_AT_STOP
  }

  /** Settings. */
  record Config(
      @Setting(value = "0", alias = "port", help = "The port, or 0 for a free one.") int port,
      @Setting(value = "none", help = "What goes wrong.") Trouble trouble,
      @Setting(secret = true, help = "A secret.") String password,
      @Setting("5s") Duration patience) {}

  @Override
  public String name() {
    return "echo";
  }

  @Override
  public Class<Config> settings() {
    return Config.class;
  }

  @Override
  public Future<Started> start(Node node, Config config) {
    return switch (config.trouble()) {
      case REFUSES -> Future.failedFuture("the moon is in the wrong place; wait for the next one");
      case HANGS_AT_START -> Future.future(promise -> {});
      default -> listen(node, config);
    };
  }

  private static Future<Started> listen(Node node, Config config) {
    HttpServer server =
        node.vertx()
            .createHttpServer()
            .requestHandler(
                request ->
                    node.readiness()
                        .checkStatus()
                        .onSuccess(
                            result ->
                                request.response().end(result.toJson() + node.meters().scrape())));
    return server
        .listen(config.port(), "127.0.0.1")
        .map(
            listening ->
                Started.at(
                    "http://127.0.0.1:" + listening.actualPort(),
                    () -> stop(server, config.trouble())));
  }

  private static Future<?> stop(HttpServer server, Trouble trouble) {
    return trouble == Trouble.HANGS_AT_STOP ? Future.future(promise -> {}) : server.close();
  }
}
