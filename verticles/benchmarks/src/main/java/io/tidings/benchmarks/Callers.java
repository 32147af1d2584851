package io.tidings.benchmarks;

import io.tidings.model.NewEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;

/** Callers that each append one event, wait until it is recorded, and append the next. */
final class Callers {

  static final int COUNT = 64;

  private Callers() {}

  /** All of them on one event loop. */
  static Speed run(Vertx vertx, int events, Function<NewEvent, Future<?>> append) {
    Queue<NewEvent> waiting = new ArrayDeque<>(Samples.events(events));
    Context context = vertx.getOrCreateContext();
    Promise<Void> done = Promise.promise();
    Speed.Watch watch = Speed.start();
    context.runOnContext(
        go -> {
          List<Future<Void>> callers = new ArrayList<>();
          for (int caller = 0; caller < COUNT; caller++) {
            Promise<Void> finished = Promise.promise();
            next(waiting, append, finished);
            callers.add(finished.future());
          }
          Future.all(callers).<Void>mapEmpty().onComplete(done);
        });
    done.future().await();
    return watch.stop(events);
  }

  private static void next(
      Queue<NewEvent> waiting, Function<NewEvent, Future<?>> append, Promise<Void> finished) {
    NewEvent event = waiting.poll();
    if (event == null) {
      finished.complete();
      return;
    }
    append
        .apply(event)
        .onComplete(
            recorded -> next(waiting, append, finished), failure -> finished.tryFail(failure));
  }
}
