package io.tidings.gateway;

import static io.tidings.gateway.Http.EVENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.http.HttpClosedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A gateway that is sent anything, and must stay as it was. */
final class FuzzedGateway implements AutoCloseable {

  private static final int CHECKED_EVERY = 100;
  private static final int RENEWED_EVERY = 10_000;
  private static final int CLOSES_WITHIN_MILLIS = 30_000;

  private final Queue<Throwable> unhandled = new ConcurrentLinkedQueue<>();
  private RunningGateway gateway = start();
  private int inputs;

  private RunningGateway start() {
    RunningGateway started =
        new RunningGateway(
            Configs.with(
                "maxEventBytes", 4096,
                "maxBatchBytes", 16_384,
                "maxBatchEvents", 5,
                "lineWindowBytes", 4096,
                "appendPatience", Duration.ofMillis(200),
                "requestTimeout", Duration.ofSeconds(2),
                "idleTimeout", Duration.ofSeconds(3),
                "atLeastTimeout", Duration.ofMillis(10),
                "longestWait", Duration.ofMillis(20),
                "heartbeat", Duration.ofMillis(500)));
    started.vertx.exceptionHandler(this::unhandled);
    return started;
  }

  /** That a client has gone is no fault. */
  private void unhandled(Throwable failure) {
    if (!(failure instanceof IOException || failure instanceof HttpClosedException)) {
      unhandled.add(failure);
    }
  }

  /**
   * Sends the bytes, and answers what came back until the connection was closed, which a client
   * that sends no more after {@code patienceMillis} of silence brings about.
   */
  byte[] send(byte[] request, int patienceMillis) {
    tend();
    try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
      socket.setTcpNoDelay(true);
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      try {
        socket.getOutputStream().write(request);
        socket.setSoTimeout(patienceMillis);
        if (!ended(socket.getInputStream(), answer)) {
          socket.shutdownOutput();
          socket.setSoTimeout(CLOSES_WITHIN_MILLIS);
          assertThat(ended(socket.getInputStream(), answer)).as("closed").isTrue();
        }
      } catch (IOException reset) {
        // the gateway need not listen to the end
      }
      socket.setSoLinger(true, 0);
      return answer.toByteArray();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static boolean ended(InputStream in, ByteArrayOutputStream answer) throws IOException {
    byte[] bytes = new byte[8192];
    try {
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        answer.write(bytes, 0, read);
      }
      return true;
    } catch (SocketTimeoutException silent) {
      return false;
    }
  }

  private void tend() {
    inputs++;
    if (inputs % CHECKED_EVERY == 0) {
      check();
    }
    if (inputs % RENEWED_EVERY == 0) {
      gateway.close();
      gateway = start();
    }
  }

  /** It is alive, and holds nothing for those who have gone. */
  void check() {
    assertThat(unhandled).isEmpty();
    String event = Samples.order("known-good-" + inputs).encode();
    assertThat(gateway.http.post("/v1/events", EVENT, event).status()).isEqualTo(201);
    await()
        .untilAsserted(
            () -> {
              assertThat(gauge("tidings.gateway.held.bytes")).isZero();
              assertThat(gauge("tidings.gateway.live.clients")).isZero();
            });
  }

  private double gauge(String name) {
    return gateway.registry.get(name).gauge().value();
  }

  @Override
  public void close() {
    check();
    gateway.close();
  }
}
