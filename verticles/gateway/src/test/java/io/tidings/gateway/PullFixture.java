package io.tidings.gateway;

import static io.tidings.gateway.Http.BATCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.model.Cursor;
import io.tidings.model.Filter;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A gateway to pull from, with a test in the place of the nodes that offer. */
abstract class PullFixture {

  static final String MAILS = "/v1/consumers/mails";

  final RunningGateway gateway =
      new RunningGateway(Configs.with("maxWaits", 3, "longestWait", Duration.ofSeconds(20)));
  final Http http = gateway.http;
  final Owner owner = new Owner(gateway.consumers, "mails");

  @BeforeEach
  void declare() {
    http.json("PUT", MAILS, new JsonObject().put("segments", 1));
    http.post("/v1/events", BATCH, Samples.batch(1, 5));
    owner.claim();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  RecordedEvent event(long position) {
    Query query = Query.after(new Cursor(0, position - 1), Filter.ALL, 1);
    return gateway.memory.read(query).await().events().get(0);
  }

  void offer(long... positions) {
    for (long position : positions) {
      owner.offer(event(position));
    }
  }

  List<JsonObject> lease(Object... namesAndValues) {
    Http.Answer answer = http.ask(MAILS + "/lease", namesAndValues);
    assertThat(answer.status()).isEqualTo(200);
    return answer.json().getJsonArray("events").stream().map(one -> (JsonObject) one).toList();
  }
}
