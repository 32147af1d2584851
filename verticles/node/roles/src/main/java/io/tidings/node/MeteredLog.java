package io.tidings.node;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tidings.log.EventLog;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Head;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A log whose transactions and reads are measured; names are in {@code docs/telemetry.md}. */
final class MeteredLog implements EventLog {

  private final EventLog log;
  private final AtomicLong head = new AtomicLong();
  private final Timer commits;
  private final DistributionSummary batches;
  private final Timer reads;
  private final Counter recorded;
  private final Counter duplicates;
  private final Counter refused;
  private final Counter failures;

  MeteredLog(EventLog log, MeterRegistry meters) {
    this.log = log;
    this.commits = meters.timer("tidings.log.commit");
    this.batches = meters.summary("tidings.log.commit.appends");
    this.reads = meters.timer("tidings.log.read");
    this.recorded = meters.counter("tidings.log.appends", "outcome", "recorded");
    this.duplicates = meters.counter("tidings.log.appends", "outcome", "duplicate");
    this.refused = meters.counter("tidings.log.appends", "outcome", "refused");
    this.failures = meters.counter("tidings.log.failures");
    Gauge.builder("tidings.log.head", head, AtomicLong::get).register(meters);
  }

  @Override
  public Future<List<AppendResult>> append(List<Append> batch) {
    Timer.Sample sample = Timer.start();
    return log.append(batch)
        .onSuccess(
            results -> {
              sample.stop(commits);
              batches.record(batch.size());
              results.forEach(this::count);
            })
        .onFailure(failure -> failures.increment());
  }

  @Override
  public Future<Page> read(Query query) {
    Timer.Sample sample = Timer.start();
    return log.read(query)
        .onSuccess(page -> sample.stop(reads))
        .onFailure(failure -> failures.increment());
  }

  @Override
  public Future<Head> head() {
    return log.head()
        .onSuccess(now -> head.set(now.position()))
        .onFailure(failure -> failures.increment());
  }

  private void count(AppendResult result) {
    if (result instanceof AppendResult.Recorded done) {
      (done.duplicate() ? duplicates : recorded).increment();
      head.accumulateAndGet(done.receipts().get(done.receipts().size() - 1).position(), Math::max);
    } else {
      refused.increment();
    }
  }
}
