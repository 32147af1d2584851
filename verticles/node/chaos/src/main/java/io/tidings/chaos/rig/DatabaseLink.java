package io.tidings.chaos.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The way of one node to the database: a TCP proxy that can be cut, slowed, reset and led to
 * another server. Its methods may be called from any thread and at any time, and repeated.
 *
 * <p>While it is cut, what is on its way stalls, ends of connections included, and goes on when it
 * is healed; new connections are accepted and hear nothing. So a network behaves that loses packets
 * for a time.
 */
public final class DatabaseLink implements AutoCloseable {

  /** Which way bytes go. */
  public enum Direction {
    TO_DATABASE,
    FROM_DATABASE
  }

  private record Delay(Duration least, Duration jitter) {}

  private static final Delay NONE = new Delay(Duration.ZERO, Duration.ZERO);

  private final ServerSocket listener;
  private final Map<Direction, Gate> gates = new EnumMap<>(Direction.class);
  private final Set<Relay> relays = ConcurrentHashMap.newKeySet();
  private volatile InetSocketAddress target;
  private volatile Delay delay = NONE;

  /** Listens on any free port of the host until it is closed. */
  public DatabaseLink(String host, InetSocketAddress target) {
    this.target = target;
    for (Direction direction : Direction.values()) {
      gates.put(direction, new Gate());
    }
    try {
      listener = new ServerSocket();
      listener.bind(new InetSocketAddress(host, 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread accepting = new Thread(this::accept, "database-link-" + listener.getLocalPort());
    accepting.setDaemon(true);
    accepting.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Relay relay = new Relay(this, client);
        relays.add(relay);
        relay.start();
      } catch (IOException closedOrGone) {
        // The condition of the loop tells.
      }
    }
  }

  /** Where nodes connect to. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  public int connections() {
    return relays.size();
  }

  public void cut() {
    gates.values().forEach(gate -> gate.set(false));
  }

  public void cut(Direction direction) {
    gates.get(direction).set(false);
  }

  /** Every chunk of bytes comes later by {@code least} and up to {@code jitter} more. */
  public void slow(Duration least, Duration jitter) {
    delay = new Delay(least, jitter);
  }

  /** Neither cut nor slow any more. */
  public void heal() {
    delay = NONE;
    gates.values().forEach(gate -> gate.set(true));
  }

  /** Every connection ends at once, for both sides; new ones are welcome. */
  public void reset() {
    List.copyOf(relays).forEach(Relay::reset);
  }

  /** From now on connections lead to another server; those that were open end. */
  public void retarget(InetSocketAddress target) {
    this.target = target;
    reset();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException ignored) {
      // Closed it is.
    }
    reset();
  }

  InetSocketAddress target() {
    return target;
  }

  void pass(Direction direction) throws InterruptedException {
    gates.get(direction).pass();
  }

  /** Returns when what arrived at {@code arrival} (of {@link System#nanoTime}) may go on. */
  void delay(long arrival) throws InterruptedException {
    Delay now = delay;
    if (now != NONE) {
      long jitter = ThreadLocalRandom.current().nextLong(now.jitter().toNanos() + 1);
      TimeUnit.NANOSECONDS.sleep(arrival + now.least().toNanos() + jitter - System.nanoTime());
    }
  }

  void forget(Relay relay) {
    relays.remove(relay);
  }
}
