package io.tidings.chaos.inside;

import io.tidings.ConsumerBuilder;
import io.tidings.ConsumerContext;
import io.tidings.Tidings;
import io.tidings.chaos.history.Entry;
import io.tidings.chaos.history.HistoryFile;
import io.tidings.chaos.history.Recorder;
import io.tidings.consumers.Retry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;

/** Consumers of every kind of effect, each of all events. */
public final class HandlingVerticle extends VerticleBase {

  /** What they are called in histories and in the database. */
  public static final String ANY = "any";

  public static final String INBOX = "inbox";
  public static final String BATCH = "batch";
  public static final String EFFECT = "effect";
  public static final String EFFECTS = "effects";

  public static final List<String> ALL = List.of(ANY, INBOX, BATCH, EFFECT, EFFECTS);

  /** Nobody gives an event up while faults strike, and nobody waits long after one. */
  private static final Retry STUBBORN =
      new Retry(
          10_000, Duration.ofHours(3), Duration.ofMillis(200), Duration.ofSeconds(2), 2, 0.2);

  private static final int SEGMENTS = 4;
  private static final int MOST = 100;
  private static final long PAUSE_MILLIS = 500;

  private final Tidings tidings;
  private final String process = Here.process();
  private final Recorder history = HistoryFile.open(Here.history("handled"));

  public HandlingVerticle(Tidings tidings) {
    this.tidings = tidings;
  }

  @Override
  public Future<?> start() {
    // They begin as soon as they can: a node is ready without them, as its database may be away.
    consumer(ANY).onAny(context -> handled(ANY, context)).start();
    consumer(INBOX).onAny(this::once).start();
    consumer(BATCH).onBatch(MOST, this::batch).start();
    effects();
    return Future.succeededFuture();
  }

  private ConsumerBuilder consumer(String name) {
    return tidings.consumer(name).segments(SEGMENTS).retry(STUBBORN);
  }

  private Future<?> once(ConsumerContext context) {
    return context
        .isDone()
        .compose(
            done ->
                done
                    ? Future.succeededFuture()
                    : handled(INBOX, context).compose(handled -> context.enterDone()));
  }

  private Future<?> batch(List<ConsumerContext> batch) {
    batch.forEach(context -> handled(BATCH, context));
    return Future.succeededFuture();
  }

  private Future<?> handled(String consumer, ConsumerContext context) {
    history.write(
        new Entry.Handled(
            System.nanoTime(),
            consumer,
            process,
            context.position(),
            context.event().stream(),
            context.event().version()));
    return Future.succeededFuture();
  }

  private void effects() {
    Effects.open(vertx)
        .onSuccess(
            effects -> {
              consumer(EFFECT).onAny(effects::one).start();
              consumer(EFFECTS).onBatch(MOST, effects::many).start();
            })
        .onFailure(away -> vertx.setTimer(PAUSE_MILLIS, rested -> effects()));
  }
}
