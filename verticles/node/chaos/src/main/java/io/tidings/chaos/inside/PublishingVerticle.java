package io.tidings.chaos.inside;

import io.tidings.PublishRefused;
import io.tidings.Tidings;
import io.tidings.chaos.history.Content;
import io.tidings.chaos.history.Entry;
import io.tidings.chaos.history.HistoryFile;
import io.tidings.chaos.history.Recorder;
import io.tidings.log.LogFailure;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.NewEvent;
import io.tidings.model.Receipt;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * Publishes typed events over the bus, several at once, and repeats what was not answered. What is
 * not answered when its process dies has no outcome in the history.
 */
public final class PublishingVerticle extends VerticleBase {

  private static final int STREAMS = 10;
  private static final int AT_ONCE = 4;
  private static final long TICK_MILLIS = 100;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);
  private static final long PAUSE_MILLIS = 300;

  private final String process = Here.process();
  private final Recorder history = HistoryFile.open(Here.history("published"));
  private final double perTick =
      Double.parseDouble(System.getProperty(Here.RATE, "10")) * TICK_MILLIS / 1000;
  private final Tidings tidings;
  private double due;
  private long number;
  private int underWay;

  public PublishingVerticle(Tidings tidings) {
    this.tidings = tidings.as("/chaos/" + process);
  }

  @Override
  public Future<?> start() {
    vertx.setPeriodic(TICK_MILLIS, tick -> publish());
    return Future.succeededFuture();
  }

  private void publish() {
    due = Math.min(due + perTick, 2 * perTick + 1);
    if (due < 1 || underWay >= AT_ONCE || Here.isStopped()) {
      return;
    }
    long last = number + (long) due;
    due -= last - number;
    String stream = "bus-" + process + "-" + last % STREAMS;
    Append append =
        tidings
            .to(stream)
            .prepare(
                LongStream.range(number, last).mapToObj(n -> new Published(process, n)).toList());
    number = last;
    String operation = process + "/" + last;
    history.write(
        new Entry.Sent(
            System.nanoTime(),
            operation,
            process,
            append.events().stream().map(PublishingVerticle::intent).toList(),
            Entry.ANY));
    underWay++;
    send(append, System.nanoTime() + PATIENCE)
        .onSuccess(
            receipts ->
                history.write(
                    new Entry.Acknowledged(
                        System.nanoTime(),
                        operation,
                        receipts.stream().map(PublishingVerticle::receipt).toList())))
        .onFailure(failure -> history.write(failed(operation, failure)))
        .onComplete(done -> underWay--);
  }

  private Future<List<Receipt>> send(Append append, long end) {
    Promise<List<Receipt>> outcome = Promise.promise();
    attempt(append, end, outcome);
    return outcome.future();
  }

  private void attempt(Append append, long end, Promise<List<Receipt>> outcome) {
    tidings
        .publish(append)
        .onSuccess(outcome::complete)
        .onFailure(
            failure -> {
              boolean passes =
                  failure instanceof LogFailure.Unavailable
                      || failure instanceof LogFailure.Overloaded;
              if (passes && System.nanoTime() < end) {
                vertx.setTimer(PAUSE_MILLIS, rested -> attempt(append, end, outcome));
              } else {
                outcome.fail(failure);
              }
            });
  }

  private static Entry failed(String operation, Throwable failure) {
    long now = System.nanoTime();
    if (!(failure instanceof PublishRefused refused)) {
      return new Entry.Unanswered(now, operation, failure.toString());
    }
    return refused.result() instanceof AppendResult.Stale stale
        ? new Entry.Refused(now, operation, 412, stale.actual())
        : new Entry.Refused(now, operation, 409, Entry.ANY);
  }

  private static Entry.Intent intent(NewEvent event) {
    String data = new String(event.data().toByteArray(), StandardCharsets.UTF_8);
    return new Entry.Intent(
        event.source(), event.id(), event.stream(), Content.digest(event.type(), data));
  }

  private static Entry.Receipt receipt(Receipt receipt) {
    return new Entry.Receipt(receipt.epoch(), receipt.position(), receipt.version());
  }
}
