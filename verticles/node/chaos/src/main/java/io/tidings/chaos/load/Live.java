package io.tidings.chaos.load;

import io.tidings.chaos.history.Content;
import io.tidings.chaos.history.Entry;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/** Subscribers to everything, one on each node, which go on at another one when theirs breaks. */
final class Live extends Clients {

  private static final Duration SILENCE = Duration.ofSeconds(20);
  private static final Duration TO_THE_END = Duration.ofSeconds(120);

  private final Site site;
  private final AtomicLongArray received;
  private final Queue<Reader> readers = new ConcurrentLinkedQueue<>();
  private volatile long last = Long.MAX_VALUE;

  Live(Site site) {
    super("live", site.nodes().size());
    this.site = site;
    this.received = new AtomicLongArray(site.nodes().size());
  }

  @Override
  public boolean reads() {
    return true;
  }

  @Override
  public boolean worksSince(long moment) {
    for (int reader = 0; reader < received.length(); reader++) {
      if (received.get(reader) <= moment) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void stop() throws InterruptedException {
    last = Settling.head(site.database());
    Settling.await(TO_THE_END, () -> readers.stream().allMatch(Reader::isDone));
    close();
    super.stop();
  }

  @Override
  void work(int client, String called) throws InterruptedException {
    Gateway nodes = new Gateway(site.nodes(), client);
    Reader reader = new Reader(client, called);
    readers.add(reader);
    while (!stopping() && !reader.isDone()) {
      reader.run(nodes);
      nodes.next();
      Repetition.rest(Duration.ofMillis(200));
    }
  }

  @Override
  public void close() {
    super.close();
    readers.forEach(Reader::close);
  }

  /** One subscriber, over all its sessions. */
  private final class Reader implements EventStream.Listener, AutoCloseable {

    private final int number;
    private final String called;
    private int session;
    private long epoch;
    private volatile long position;
    private volatile Wire wire;
    private long closing;

    Reader(int number, String called) {
      this.number = number;
      this.called = called;
    }

    boolean isDone() {
      return position >= last;
    }

    void run(Gateway nodes) {
      session++;
      String cursor = epoch + "-" + position;
      String place = epoch == 0 ? "Accept-Language: en" : "Last-Event-ID: " + cursor;
      site.recorder().write(new Entry.Opened(System.nanoTime(), called, session, epoch, position));
      // A session that nothing breaks ends by itself, so that there are many.
      closing =
          System.nanoTime() + TimeUnit.SECONDS.toNanos(ThreadLocalRandom.current().nextInt(30, 90));
      try (Wire opened =
          new Wire(
              nodes.node(),
              SILENCE,
              "GET /v1/events" + (epoch == 0 ? "?after=0" : ""),
              "Accept: text/event-stream",
              place)) {
        wire = opened;
        InputStream answer = opened.answer();
        if (opened.status() == 200) {
          EventStream.read(answer, this);
        } else if (opened.status() == 410) {
          goBack(new String(answer.readAllBytes(), StandardCharsets.UTF_8));
        }
      } catch (IOException broken) {
        // The next session goes on from the same place.
      }
    }

    @Override
    public void message(String id, String name, String data) {
      if (name.equals("cursor-lost")) {
        goBack(data);
      } else if (!id.isEmpty()) {
        if (!data.isEmpty()) {
          see(new JsonObject(data));
        }
        stand(id);
      }
      if (System.nanoTime() > closing || isDone()) {
        wire.close();
      }
    }

    private void see(JsonObject event) {
      long now = System.nanoTime();
      site.recorder()
          .write(
              new Entry.Seen(
                  now,
                  called,
                  session,
                  number(event, "tidingsepoch"),
                  number(event, "tidingsposition"),
                  event.getString("tidingsstream"),
                  number(event, "tidingsversion"),
                  event.getString("source"),
                  event.getString("id"),
                  Content.digest(event)));
      received.set(number, now);
    }

    private void stand(String cursor) {
      String[] part = cursor.split("-");
      epoch = Long.parseLong(part[0]);
      position = Long.parseLong(part[1]);
    }

    @Override
    public void close() {
      Wire open = wire;
      if (open != null) {
        open.close();
      }
    }

    private void goBack(String problem) {
      stand(new JsonObject(problem).getString("goBackTo"));
    }
  }

  private static long number(JsonObject event, String attribute) {
    return Long.parseLong(String.valueOf(event.getValue(attribute)));
  }
}
