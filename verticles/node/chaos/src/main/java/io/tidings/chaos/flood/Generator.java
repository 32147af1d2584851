package io.tidings.chaos.flood;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Posts a template over many connections, as many requests as are answered or as many as fall due.
 * One thread, which is that of the caller.
 */
public final class Generator implements AutoCloseable {

  private static final double SECOND = 1e9;

  private final Selector selector = Selector.open();
  private final List<Wire> wires = new ArrayList<>();
  private final Deque<Wire> roomy = new ArrayDeque<>();
  private final Wire.Listener told = new Told();
  private final Template template;
  private final int depth;
  private long next;
  private long began;
  private int unanswered;
  private Tally tally = new Tally();

  /**
   * Connects.
   *
   * @param depth requests on one connection that are not answered yet, at most
   */
  public Generator(int port, int connections, int depth, Template template) throws IOException {
    this.template = template;
    this.depth = depth;
    for (int i = 0; i < connections; i++) {
      Wire wire = new Wire(port, selector, told);
      wire.open();
      wires.add(wire);
      told.room(wire);
    }
  }

  /** Keeps so many requests on their way, each on a connection of its own. */
  public Tally closed(int concurrency, Duration duration) throws IOException {
    return run(
        duration,
        now -> {
          for (int i = 0; i < concurrency; i++) {
            Wire wire = wires.get(i);
            if (wire.outstanding() == 0) {
              tally.arrived++;
              post(wire, now);
            }
          }
        });
  }

  /**
   * So many requests fall due each second, whether or not those before are answered. Each goes to
   * the next connection with room; where there is none it is counted as arrived and not sent.
   */
  public Tally open(double perSecond, Duration duration) throws IOException {
    return run(
        duration,
        now -> {
          long due = (long) (perSecond * (now - began) / SECOND);
          boolean room = true;
          while (tally.arrived < due && room) {
            Wire wire = free();
            room = wire != null;
            if (room) {
              tally.arrived++;
              post(wire, began + (long) (tally.arrived * SECOND / perSecond));
            }
          }
          tally.arrived = Math.max(tally.arrived, due);
        });
  }

  /** Sends nothing more; returns when everything is answered, or after that long. */
  public Tally drain(Duration patience) throws IOException {
    Tally rest = begin();
    long end = began + patience.toNanos();
    while (unanswered > 0 && System.nanoTime() < end) {
      select();
    }
    rest.duration = (System.nanoTime() - began) / SECOND;
    return rest;
  }

  /** Requests that are on their way. */
  public int unanswered() {
    return unanswered;
  }

  private interface Step {
    void at(long now) throws IOException;
  }

  private Tally run(Duration duration, Step step) throws IOException {
    Tally phase = begin();
    for (long now = began; now - began < duration.toNanos(); now = System.nanoTime()) {
      step.at(now);
      select();
    }
    phase.duration = (System.nanoTime() - began) / SECOND;
    return phase;
  }

  private Tally begin() {
    tally = new Tally();
    began = System.nanoTime();
    return tally;
  }

  /** The connection that has had room for the longest time, or null. */
  private Wire free() {
    for (Wire wire = roomy.poll(); wire != null; wire = roomy.poll()) {
      wire.listed = false;
      if (wire.outstanding() < depth) {
        return wire;
      }
    }
    return null;
  }

  private void post(Wire wire, long since) throws IOException {
    long number = next++;
    tally.sent++;
    unanswered++;
    wire.send(template.request(number), number, since);
    told.room(wire);
    wire.flush();
  }

  private void select() throws IOException {
    selector.select(1);
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.isValid()) {
        ((Wire) key.attachment()).ready();
      }
    }
    selector.selectedKeys().clear();
  }

  @Override
  public void close() throws IOException {
    wires.forEach(Wire::close);
    selector.close();
  }

  private final class Told implements Wire.Listener {

    @Override
    public void answered(Answer answer, long number, long since) {
      long now = System.nanoTime();
      unanswered--;
      tally.answered(answer, number, (now - since) / 1000, (int) ((now - began) / SECOND));
    }

    @Override
    public void broken(long number) {
      unanswered--;
      tally.broken++;
    }

    @Override
    public void room(Wire wire) {
      if (!wire.listed && wire.outstanding() < depth) {
        wire.listed = true;
        roomy.add(wire);
      }
    }
  }
}
