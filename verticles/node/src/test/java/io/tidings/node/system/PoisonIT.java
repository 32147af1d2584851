package io.tidings.node.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.chaos.process.NodeProcess;
import io.tidings.chaos.process.ServerProcess;
import io.tidings.model.StreamName;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An event that cannot be handled, among many that can. */
@Timeout(180)
@DisplayNameGeneration(ReplaceUnderscores.class)
class PoisonIT {

  private static final int STREAMS = 1000;
  private static final int BEFORE = 5 * STREAMS;
  private static final int ATTEMPTS = PoisonedVerticle.ATTEMPTS;
  private static final int ALL = 8 * STREAMS;
  private static final int SLOT = StreamName.slot(PoisonedVerticle.STREAM);
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @RegisterExtension private final Machine machine = new Machine();

  @Test
  void C5_C6_a_dead_letter_holds_its_stream_alone_and_outlives_its_owners() throws Exception {
    ServerProcess server = machine.server(machine.data());
    Path files = machine.directory("files");
    Path handlings = files.resolve("handlings");
    Path mended = files.resolve("mended");
    Map<String, String> properties =
        Map.of(Journal.FILE, handlings.toString(), PoisonedVerticle.MENDED, mended.toString());
    NodeProcess one = node(server, properties).ready();
    NodeProcess other = node(server, properties).ready();
    SqlWriter writer =
        machine.closing(new SqlWriter(server.connect(), "order", STREAMS, BEFORE, ALL));

    writer.append(0, BEFORE);
    Administered seenByOne = consumer(one);
    await().atMost(PATIENCE).until(() -> attempts(seenByOne, "?state=retrying") >= 2);
    boolean ownedByOne = seenByOne.owner(SLOT).contains("-" + one.pid() + "-");
    (ownedByOne ? one : other).kill();
    NodeProcess second = ownedByOne ? other : one;
    System.out.println("kill -9 of the owner while the event was retried");
    NodeProcess third = node(server, properties);

    Administered consumer = consumer(second);
    await().atMost(PATIENCE).until(() -> attempts(consumer, "?state=dead") >= 1);
    third.ready();
    JsonObject letter = consumer.deadLetters("?state=dead").get(0);
    long position = letter.getLong("position");
    assertThat(letter.getString("stream")).isEqualTo(PoisonedVerticle.STREAM);
    awaitHandled(handlings, BEFORE - 3);

    writer.append(BEFORE, ALL - BEFORE);
    awaitHandled(handlings, ALL - 6);
    JsonObject whole = consumer.deadLetter(position).json();
    requireStory(whole);
    System.out.printf(
        "%,d of %,d events handled; a dead letter after %d attempts, %d events wait behind it%n",
        Handlings.in(handlings).events(),
        ALL,
        whole.getJsonArray("attempts").size(),
        whole.getJsonObject("waiting").getInteger("events"));
    requireMetrics(consumer, consumer(third));

    second.kill();
    Administered last = consumer(third);
    await().atMost(PATIENCE).until(() -> last.hasNoOwnerBut(third));
    assertThat(last.deadLetter(position).json()).isEqualTo(whole);

    Files.createFile(mended);
    last.command(
        "dead-letters/" + position + "/redrive",
        new JsonObject().put("by", "the tester").put("why", "it is mended"));
    awaitHandled(handlings, ALL);
    await().atMost(PATIENCE).until(() -> last.deadLetter(position).status() == 404);
    Handlings all = Handlings.in(handlings);
    all.requireRuns();
    assertThat(all.versions(PoisonedVerticle.STREAM).filter(version -> version >= 3))
        .containsExactly(3L, 4L, 5L, 6L, 7L, 8L);

    requireLedger(last, position);
    await().atMost(PATIENCE).until(() -> last.metric("held_streams") == 0);
    assertThat(last.metric("lag")).isZero();
    assertThat(last.metric("handled_total")).isGreaterThanOrEqualTo(6);
    System.out.printf(
        "after mending and a redrive: %,d events handled, %,d redeliveries by two kills%n",
        all.events(), all.redeliveries());
  }

  private static void requireStory(JsonObject letter) {
    assertThat(letter.getJsonObject("event").getString("tidingsstream"))
        .isEqualTo(PoisonedVerticle.STREAM);
    assertThat(letter.getJsonObject("event").getString("tidingsversion")).isEqualTo("3");
    assertThat(letter.getJsonObject("event").getJsonObject("data").getInteger("number"))
        .isEqualTo(7 + 2 * STREAMS);
    assertThat(letter.getJsonObject("waiting").getInteger("events")).isEqualTo(5);
    List<JsonObject> attempts = objects(letter.getJsonArray("attempts"));
    assertThat(attempts)
        .extracting(attempt -> attempt.getInteger("number"))
        .isEqualTo(IntStream.rangeClosed(1, ATTEMPTS).boxed().toList());
    assertThat(attempts).extracting(attempt -> attempt.getString("node")).doesNotContainNull();
    assertThat(attempts.get(0).getString("node"))
        .as("the attempts of two nodes are counted together")
        .isNotEqualTo(attempts.get(attempts.size() - 1).getString("node"));
    assertThat(attempts)
        .allSatisfy(
            attempt -> {
              assertThat(attempt.getString("error")).endsWith("IllegalStateException");
              assertThat(attempt.getString("message")).isEqualTo("this one cannot be handled");
              assertThat(attempt.getString("trace")).contains("PoisonedVerticle");
              assertThat(attempt.getString("handler")).contains("PoisonedVerticle");
            });
  }

  /** Attempts of the node that was killed are in the store, and not in the metrics of others. */
  private static void requireMetrics(Administered one, Administered other) {
    ToDoubleFunction<String> sum = name -> one.metric(name) + other.metric(name);
    assertThat(sum.applyAsDouble("dead_letters_total")).isEqualTo(1);
    assertThat(sum.applyAsDouble("held_streams")).isEqualTo(1);
    assertThat(sum.applyAsDouble("failed_total")).isBetween(1.0, ATTEMPTS - 2.0);
    assertThat(sum.applyAsDouble("retries_total")).isEqualTo(sum.applyAsDouble("failed_total"));
    assertThat(sum.applyAsDouble("in_flight")).isZero();
  }

  private static void requireLedger(Administered consumer, long position) {
    assertThat(consumer.ledger("declare")).hasSize(1);
    assertThat(consumer.ledger("discard")).isEmpty();
    assertThat(consumer.ledger("skip")).isEmpty();
    assertThat(consumer.ledger("redrive"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.getString("by")).isEqualTo("the tester");
              assertThat(row.getString("why")).isEqualTo("it is mended");
              assertThat(row.getString("stream")).isEqualTo(PoisonedVerticle.STREAM);
              assertThat(row.getLong("position")).isEqualTo(position);
              assertThat(row.getInstant("at")).isNotNull();
            });
  }

  private static int attempts(Administered consumer, String query) {
    List<JsonObject> letters = consumer.deadLetters(query);
    assertThat(letters).hasSizeLessThan(2);
    return letters.isEmpty() ? 0 : letters.get(0).getInteger("attempts");
  }

  private static void awaitHandled(Path file, int events) {
    await().atMost(PATIENCE).until(() -> Handlings.in(file).events() == events);
  }

  private static List<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonObject.class::cast).toList();
  }

  private static Administered consumer(NodeProcess node) {
    return new Administered(node.http(), PoisonedVerticle.CONSUMER);
  }

  private NodeProcess node(ServerProcess server, Map<String, String> properties) {
    return machine.node(
        PoisonedVerticle.class, properties, "--log", "shared", "--data", server.data().toString());
  }
}
