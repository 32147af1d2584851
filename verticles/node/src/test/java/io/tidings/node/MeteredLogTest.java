package io.tidings.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidings.log.EventLog;
import io.tidings.log.LogFailure;
import io.tidings.log.memory.MemoryEventLog;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Head;
import io.tidings.model.NewEvent;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MeteredLogTest {

  private final MeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void counts_appends_by_outcome_and_batches_by_their_appends() {
    EventLog log = new MeteredLog(new MemoryEventLog(), meters);
    Append first = append("1");
    log.append(List.of(first, append("2"))).await();
    log.append(first).await();

    assertThat(appends("recorded")).isEqualTo(2);
    assertThat(appends("duplicate")).isEqualTo(1);
    assertThat(appends("refused")).isZero();
    assertThat(meters.get("tidings.log.commit").timer().count()).isEqualTo(2);
    assertThat(meters.get("tidings.log.commit.appends").summary().max()).isEqualTo(2);
  }

  @Test
  void shows_the_head_and_a_repeat_does_not_move_it_back() {
    EventLog log = new MeteredLog(new MemoryEventLog(), meters);
    Append first = append("1");
    log.append(List.of(first, append("2"))).await();
    log.append(first).await();

    assertThat(meters.get("tidings.log.head").gauge().value()).isEqualTo(2);
  }

  @Test
  void counts_what_the_log_could_not_answer() {
    EventLog broken = new MeteredLog(new UnavailableLog(), meters);

    broken.append(append("1")).otherwiseEmpty().await();
    broken.head().otherwiseEmpty().await();

    assertThat(meters.get("tidings.log.failures").counter().count()).isEqualTo(2);
    assertThat(meters.get("tidings.log.commit").timer().count()).isZero();
  }

  private static Append append(String id) {
    return Append.of(NewEvent.builder(id, "/test", "test.happened").build());
  }

  private double appends(String outcome) {
    return meters.get("tidings.log.appends").tag("outcome", outcome).counter().count();
  }

  private static final class UnavailableLog implements EventLog {

    @Override
    public Future<List<AppendResult>> append(List<Append> batch) {
      return unavailable();
    }

    @Override
    public Future<Page> read(Query query) {
      return unavailable();
    }

    @Override
    public Future<Head> head() {
      return unavailable();
    }

    private static <T> Future<T> unavailable() {
      return Future.failedFuture(new LogFailure.Unavailable("gone", null));
    }
  }
}
