package io.tidings.gateway;

import static io.tidings.gateway.Http.EVENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.engine.EngineConfig;
import io.tidings.consumers.engine.Host;
import io.tidings.consumers.pull.PullHost;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A gateway, its store, and a node that offers what is recorded. */
abstract class PullConsumersFixture {

  static final String MAILS = "/v1/consumers/mails";

  final RunningGateway gateway = new RunningGateway(Configs.with());
  final Http http = gateway.http;
  final Puller puller = new Puller(http, "mails", "PT1M");
  String node;

  @BeforeEach
  void startNode() {
    node = host("node-a");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  String host(String name) {
    return gateway
        .vertx
        .deployVerticle(
            new PullHost(
                new Host(
                    gateway.vertx,
                    gateway.log,
                    gateway.tail,
                    gateway.consumers,
                    name,
                    gateway.registry,
                    EngineConfig.defaults())))
        .await();
  }

  void declare(Object... retry) {
    JsonObject policy = new JsonObject().put("initial", "PT0.01S").put("longest", "PT0.01S");
    for (int at = 0; at < retry.length; at += 2) {
      policy.put((String) retry[at], retry[at + 1]);
    }
    http.json("PUT", MAILS, new JsonObject().put("retry", policy));
  }

  void record(String id, String stream) {
    assertThat(http.post("/v1/events", EVENT, Samples.order(id, stream).encode()).status())
        .isEqualTo(201);
  }

  JsonObject held() {
    return http.get(MAILS).json().getJsonObject("held");
  }
}
