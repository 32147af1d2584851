package io.tidings.node.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidings.chaos.flood.Generator;
import io.tidings.chaos.flood.Overload;
import io.tidings.chaos.flood.Tally;
import io.tidings.chaos.flood.Template;
import io.tidings.chaos.process.Http;
import io.tidings.chaos.process.NodeProcess;
import io.tidings.chaos.process.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node with a heap of 256 MiB and more to do than it can. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OverloadIT {

  private static final int MEBIBYTE = 1 << 20;

  @RegisterExtension final Machine machine = new Machine();

  private ServerProcess server;
  private NodeProcess node;

  @BeforeEach
  void start() {
    server = machine.server(machine.data());
    node = machine.node("--log", "shared", "--data", server.data().toString()).ready();
  }

  @Test
  void G1_G2_G3_at_ten_times_capacity_it_refuses_in_order_and_keeps_what_it_has_acknowledged()
      throws Exception {
    String source = Template.source();
    Duration second = Duration.ofSeconds(1);
    Overload.Plan plan =
        new Overload.Plan(1500, 4, 10, second, second.multipliedBy(3), second.multipliedBy(6));

    Overload.Outcome outcome =
        new Overload(plan, ProcessHandle.of(node.pid()).orElseThrow(), System.out::println)
            .run(port(), Template.single(source, 250));

    System.out.printf(
        "2xx under flood : capacity = %.2f, back to normal after %.0f s%n",
        outcome.ratio(), outcome.secondsToNormal());
    assertThat(outcome.flood().answered(429)).isPositive();
    assertThat(outcome.all().statuses().keySet()).isSubsetOf(Set.of(201, 429, 503));
    assertThat(outcome.all().withoutRetryAfter()).isZero();
    assertThat(outcome.all().broken()).isZero();
    BitSet recorded = recorded(source);
    assertThat(without(outcome.all().acknowledged(), recorded)).isEmpty();
    assertThat(both(outcome.all().refused(), recorded)).isEmpty();
    wellAsEver();
  }

  @Test
  void G3_batches_of_the_largest_size_do_not_exhaust_memory() throws Exception {
    String source = Template.source();
    Template batch = Template.batch(source, 8, MEBIBYTE - 1024);
    Tally all = new Tally();
    try (Generator generator = new Generator(port(), 48, 1, batch)) {
      all.add(generator.closed(48, Duration.ofSeconds(5)));
      all.add(generator.drain(Duration.ofSeconds(30)));
    }

    System.out.println("batches of 8 MiB over 48 connections: " + all.statuses());
    assertThat(all.statuses().keySet()).isSubsetOf(Set.of(201, 429, 503)).contains(201);
    assertThat(all.withoutRetryAfter()).isZero();
    assertThat(without(all.acknowledged(), recorded(source))).isEmpty();
    wellAsEver();
  }

  @Test
  void G3_clients_that_keep_it_waiting_take_nothing_from_others() {
    List<Socket> slow =
        IntStream.range(0, 1200).mapToObj(number -> begin(number % 2 == 0 ? BODY : LINES)).toList();
    List<Socket> deaf = IntStream.range(0, 100).mapToObj(number -> begin(EVENTS)).toList();

    wellAsEver();

    List.of(slow, deaf).forEach(sockets -> sockets.forEach(OverloadIT::close));
    wellAsEver();
  }

  private static final String BODY =
      "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/cloudevents+json\r\n"
          + "Content-Length: 1000000\r\n\r\n{";
  private static final String LINES =
      "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n";
  private static final String EVENTS =
      "GET /v1/events?after=0 HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n";

  private Socket begin(String request) {
    Socket socket = machine.closing(new Socket());
    try {
      socket.connect(new InetSocketAddress("127.0.0.1", port()));
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same process takes an event, holds nothing and has not run out of memory. */
  private void wellAsEver() {
    Http http = node.http();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> http.post(Events.event(UUID.randomUUID().toString())).status() == 201);
    assertThat(http.get("/health/live").status()).isEqualTo(200);
    assertThat(node.errors()).doesNotContain("OutOfMemory", "incident", "Unhandled exception");
  }

  private int port() {
    return node.http().uri("/").getPort();
  }

  /** The numbers of the requests whose first event is in the log. */
  private BitSet recorded(String source) throws IOException, SQLException {
    BitSet numbers = new BitSet();
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select id from tidings.event where source = '" + source + "'")) {
      while (rows.next()) {
        numbers.set(Integer.parseInt(rows.getString(1).split("-")[0], 16));
      }
    }
    return numbers;
  }

  private static List<Integer> without(BitSet numbers, BitSet others) {
    return numbers.stream().filter(number -> !others.get(number)).limit(10).boxed().toList();
  }

  private static List<Integer> both(BitSet numbers, BitSet others) {
    return numbers.stream().filter(others::get).limit(10).boxed().toList();
  }
}
