package io.tidings.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Ends connections that keep the gateway waiting: for a request, or for the rest of one, however
 * many single bytes they send meanwhile. One of these serves one verticle, on its event loop.
 */
public final class Connections {

  private static final long SWEEP_MILLIS = 500;

  /** How long to wait for what, and for how many. */
  public record Patience(int maxConnections, Duration request, Duration idle, Duration linger) {}

  private final Map<HttpConnection, Connection> open = new HashMap<>();
  private final Patience patience;

  public Connections(Vertx vertx, Patience patience) {
    this.patience = patience;
    vertx.setPeriodic(SWEEP_MILLIS, timer -> sweep());
  }

  /** Takes a connection on, or closes it when there are too many. */
  public void opened(HttpConnection http) {
    if (open.size() >= patience.maxConnections()) {
      http.close();
      return;
    }
    Connection connection = new Connection(http);
    connection.expect(patience.request(), http::close);
    open.put(http, connection);
    http.closeHandler(closed -> open.remove(http));
  }

  Connection of(HttpServerRequest request) {
    Connection known = open.get(request.connection());
    return known != null ? known : new Connection(request.connection());
  }

  private void sweep() {
    long now = System.nanoTime();
    for (Connection connection : List.copyOf(open.values())) {
      if (connection.bounded && connection.deadline - now < 0) {
        connection.expire();
      }
    }
  }

  /** What is expected of one connection, and until when. */
  final class Connection {

    private final HttpConnection http;
    private boolean bounded;
    private boolean lingering;
    private int served;
    private long deadline;
    private Runnable overdue;

    private Connection(HttpConnection http) {
      this.http = http;
    }

    /** A request is being served. The next one may begin before this one is told to be over. */
    void begin() {
      served++;
      lingering = false;
      read();
    }

    /** The request has arrived: the gateway waits for nobody. */
    void read() {
      bounded = false;
    }

    /** The request has been answered. */
    void end() {
      served--;
      waiting();
    }

    private void waiting() {
      if (served == 0 && !lingering) {
        expect(patience.idle(), http::close);
      }
    }

    /** Lets what is on its way arrive for a moment, so that the answer is not lost to a reset. */
    void linger(HttpServerRequest request) {
      lingering = true;
      expect(patience.linger(), http::close);
      request.handler(discarded -> {});
      request.endHandler(
          end -> {
            lingering = false;
            waiting();
          });
      request.resume();
    }

    /** The body of the request has to arrive. */
    void reading(Runnable overdue) {
      expect(patience.request(), overdue);
    }

    private void expect(Duration within, Runnable overdue) {
      this.bounded = true;
      this.deadline = System.nanoTime() + within.toNanos();
      this.overdue = overdue;
    }

    private void expire() {
      bounded = false;
      overdue.run();
    }
  }
}
