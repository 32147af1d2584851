package io.tidings.log.bus;

import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.NewEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Puts the appends that are made in one turn of an event loop into one request: a message costs
 * much more than what it carries. Callers that are on no event loop are not waited for.
 * Thread-safe.
 */
final class Gathering {

  private static final int MAX_APPENDS = 256;
  private static final long MAX_BYTES = 1 << 20;

  private final Function<List<Append>, Future<List<AppendResult>>> send;
  private final ThreadLocal<Batch> open = new ThreadLocal<>();

  Gathering(Function<List<Append>, Future<List<AppendResult>>> send) {
    this.send = send;
  }

  Future<List<AppendResult>> append(List<Append> appends) {
    Context caller = Vertx.currentContext();
    long bytes = bytes(appends);
    boolean small = !appends.isEmpty() && appends.size() < MAX_APPENDS && bytes < MAX_BYTES;
    if (caller == null || !caller.isEventLoopContext() || !small) {
      return send.apply(appends);
    }
    Batch batch = open.get();
    if (batch == null
        || batch.appends.size() + appends.size() > MAX_APPENDS
        || batch.bytes + bytes > MAX_BYTES) {
      Batch begun = new Batch();
      open.set(begun);
      caller.runOnContext(endOfTurn -> close(begun));
      batch = begun;
    }
    batch.bytes += bytes;
    return batch.add(caller, appends);
  }

  private static long bytes(List<Append> appends) {
    long bytes = 0;
    for (Append append : appends) {
      for (NewEvent event : append.events()) {
        bytes += event.data() == null ? 0 : event.data().length();
      }
    }
    return bytes;
  }

  private void close(Batch batch) {
    if (open.get() == batch) {
      open.remove();
    }
    send.apply(batch.appends).onComplete(batch::answer, batch::fail);
  }

  private record Caller(Context context, int appends, Promise<List<AppendResult>> answer) {}

  /** Of one thread until it is sent. */
  private static final class Batch {

    private final List<Append> appends = new ArrayList<>();
    private final List<Caller> callers = new ArrayList<>();
    private long bytes;

    Future<List<AppendResult>> add(Context context, List<Append> more) {
      Promise<List<AppendResult>> answer = Promise.promise();
      appends.addAll(more);
      callers.add(new Caller(context, more.size(), answer));
      return answer.future();
    }

    void answer(List<AppendResult> results) {
      int from = 0;
      for (Caller caller : callers) {
        List<AppendResult> own = results.subList(from, from + caller.appends());
        caller.context().runOnContext(go -> caller.answer().complete(own));
        from += caller.appends();
      }
    }

    void fail(Throwable failure) {
      callers.forEach(caller -> caller.context().runOnContext(go -> caller.answer().fail(failure)));
    }
  }
}
