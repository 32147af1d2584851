package io.tidings.chaos.load;

import io.tidings.chaos.history.Entry;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Lines on connections that stay open for a while. After each connection the next one, to another
 * node, begins with what was not answered and with a few lines that were.
 */
final class Lines extends Appending {

  private static final int CLIENTS = 2;
  private static final int STREAMS = 20;
  private static final int AGAIN = 3;
  private static final int WINDOW = 500;
  private static final long LONGEST = TimeUnit.SECONDS.toNanos(15);
  private static final JsonObject NONE = new JsonObject();
  private static final Duration SILENCE = Duration.ofSeconds(12);

  private final Site site;
  private final double rate;

  Lines(Site site, double rate) {
    super("lines", CLIENTS, site);
    this.site = site;
    this.rate = rate / CLIENTS;
  }

  @Override
  void work(int client, String called) throws InterruptedException {
    Gateway nodes = new Gateway(site.nodes(), client);
    Session session = new Session(called);
    while (!stopping() || session.isOwed()) {
      session.run(nodes);
      nodes.next();
      Repetition.rest(Duration.ofMillis(100));
    }
  }

  /** A line, until it has an outcome; {@code told} where it is if that is known. */
  private record Line(Draft event, String operation, long sent, Entry.Receipt told) {}

  /** What one client sends over all its connections. */
  private final class Session {

    private final String client;
    private final Deque<Line> owed = new ArrayDeque<>();
    private final Deque<Line> known = new ArrayDeque<>();
    private long number;

    Session(String client) {
      this.client = client;
    }

    synchronized boolean isOwed() {
      return !owed.isEmpty();
    }

    void run(Gateway nodes) throws InterruptedException {
      giveUp();
      List<Line> first = repeated();
      try (Wire wire =
          new Wire(
              nodes.node(),
              SILENCE,
              "POST /v1/events",
              "Content-Type: application/x-ndjson",
              "Transfer-Encoding: chunked",
              "Connection: close")) {
        Thread reader = new Thread(() -> read(wire), client + "-answers");
        reader.setDaemon(true);
        reader.start();
        try {
          for (Line line : first) {
            wire.write(line.event().json().encode() + "\n");
          }
          write(wire, reader);
          wire.write("");
        } finally {
          TimeUnit.SECONDS.timedJoin(reader, SILENCE.toSeconds() + 5);
        }
      } catch (IOException gone) {
        // What is owed goes to the next node.
      }
    }

    private void write(Wire wire, Thread reader) throws IOException, InterruptedException {
      long end = System.nanoTime() + LONGEST;
      Pace pace = site.pace(rate);
      while (!stopping() && System.nanoTime() < end && reader.isAlive()) {
        pace.await();
        Line line = next();
        if (line != null) {
          wire.write(line.event().json().encode() + "\n");
        }
      }
    }

    private synchronized Line next() {
      if (owed.size() >= WINDOW) {
        return null;
      }
      Draft event = Draft.of(name(), client, number, client + "-" + number % STREAMS);
      number++;
      String operation = repetition().begin(client, List.of(event), Entry.ANY);
      Line line = new Line(event, operation, System.nanoTime(), null);
      owed.add(line);
      return line;
    }

    /** Puts what is known before what is owed; all of it is to be answered now. */
    private synchronized List<Line> repeated() {
      List<Line> lines = new ArrayList<>(known);
      lines.addAll(owed);
      owed.clear();
      owed.addAll(lines);
      known.clear();
      return lines;
    }

    private synchronized void giveUp() {
      long old = System.nanoTime() - Repetition.PATIENCE.toNanos();
      owed.removeIf(line -> line.told() != null);
      owed.removeIf(
          line -> {
            boolean late = line.sent() < old;
            if (late) {
              repetition().end(line.operation(), new Attempt.Again("60 s", Duration.ZERO));
            }
            return late;
          });
    }

    private void read(Wire wire) {
      try (BufferedReader answers =
          new BufferedReader(new InputStreamReader(wire.answer(), StandardCharsets.UTF_8))) {
        for (String answer = answers.readLine(); answer != null; answer = answers.readLine()) {
          if (wire.status() != 200 || !take(new JsonObject(answer))) {
            return;
          }
        }
      } catch (IOException gone) {
        // The next connection repeats what is owed.
      }
    }

    /** False if the rest of the lines is to be sent once more. */
    private synchronized boolean take(JsonObject answer) {
      Line line = owed.peek();
      int status = answer.getJsonObject("problem", NONE).getInteger("status", 200);
      if (line == null || status == 429 || status >= 500) {
        return false;
      }
      owed.remove();
      if (status != 200) {
        repetition().end(line.operation(), new Attempt.Refused(status, Entry.ANY));
        return true;
      }
      Entry.Receipt receipt = Gateway.receipt(answer);
      // A repetition that is answered otherwise is for the checker to see.
      if (!receipt.equals(line.told())) {
        repetition().end(line.operation(), new Attempt.Done(List.of(receipt)));
      }
      known.add(new Line(line.event(), line.operation(), line.sent(), receipt));
      if (known.size() > AGAIN) {
        known.remove();
      }
      return true;
    }
  }
}
