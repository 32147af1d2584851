package io.tidings.benchmarks;

import io.tidings.log.postgres.PostgresEventLog;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Lines of JSON posted to a node in one request without end, against batches appended on the node
 * itself: what {@link AppendBatch} measures.
 */
final class GatewayLines implements Benchmark {

  private static final int EVENTS = 80_000;
  private static final int CHUNK_EVENTS = 100;
  private static final int READ_BYTES = 64 * 1024;
  private static final double GOAL = 0.5;
  private static final byte[] LAST_CHUNK = {'0', '\r', '\n', '\r', '\n'};

  @Override
  public String name() {
    return "gateway-ndjson";
  }

  @Override
  public String help() {
    return "lines of JSON in one request, against append-batch";
  }

  @Override
  public List<Row> run(Bench bench) throws Exception {
    Vertx vertx = Vertx.vertx();
    PostgresEventLog log = PostgresEventLog.open(vertx, bench.freshLog()).await();
    try (NodeProcess node = GatewaySingle.node(bench.freshLog())) {
      int events = bench.events(EVENTS);
      return List.of(
          Rounds.compare(
              bench,
              name(),
              "events/s",
              () -> AppendBatch.append(log, events, 1),
              () -> post(node.port(), events),
              GOAL));
    } finally {
      log.close().await();
      vertx.close().await();
    }
  }

  private static Speed post(int port, int events) throws Exception {
    List<byte[]> chunks = new ArrayList<>();
    for (int done = 0; done < events; done += CHUNK_EVENTS) {
      chunks.add(Requests.chunk(Samples.events(CHUNK_EVENTS)));
    }
    Speed.Watch watch = Speed.start();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(socket, port, chunks));
      long answers = count(socket.getInputStream(), "\"duplicate\":false}\n");
      sent.get();
      if (answers != events) {
        throw new IOException(answers + " of " + events + " lines were recorded");
      }
    }
    return watch.stop(events);
  }

  private static void send(Socket socket, int port, List<byte[]> chunks) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(Requests.linesHead(port));
      for (byte[] chunk : chunks) {
        out.write(chunk);
      }
      out.write(LAST_CHUNK);
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** How often the text comes until the stream ends. */
  private static long count(InputStream in, String text) throws IOException {
    byte[] bytes = new byte[READ_BYTES];
    long times = 0;
    int matched = 0;
    for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
      for (int at = 0; at < read; at++) {
        char next = (char) bytes[at];
        matched = next == text.charAt(matched) ? matched + 1 : next == text.charAt(0) ? 1 : 0;
        if (matched == text.length()) {
          times++;
          matched = 0;
        }
      }
    }
    return times;
  }
}
