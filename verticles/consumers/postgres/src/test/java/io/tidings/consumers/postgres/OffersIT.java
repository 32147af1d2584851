package io.tidings.consumers.postgres;

import static io.tidings.log.tck.AwaitedLog.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.Definition;
import io.tidings.consumers.Definition.Kind;
import io.tidings.consumers.Definitions.Declaration;
import io.tidings.consumers.Offers.Extend;
import io.tidings.consumers.Offers.Forget;
import io.tidings.consumers.Offers.Offer;
import io.tidings.consumers.Offers.Offered;
import io.tidings.consumers.Offers.Outcome;
import io.tidings.consumers.Offers.Pull;
import io.tidings.consumers.Offers.Pulled;
import io.tidings.consumers.Offers.Settle;
import io.tidings.consumers.Offers.Settled;
import io.tidings.consumers.Offers.SettledQuery;
import io.tidings.consumers.Offers.Settlement;
import io.tidings.consumers.Segments.Segment;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Pullers share what is offered, where PostgreSQL makes a difference. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OffersIT extends OpenStore {

  private Segment segment;

  @BeforeEach
  void begin() {
    Definition handled = definition(MAIL, 1);
    Definition pulled =
        new Definition(
            MAIL,
            Kind.PULL,
            handled.filter(),
            handled.attributes(),
            handled.start(),
            1,
            10,
            handled.retry(),
            handled.onFailure(),
            Duration.ofSeconds(30));
    await(store.declare(new Declaration(pulled, at(0), false, "test")));
    segment = claim("a").segments().get(0);
  }

  @Test
  void C2_pullers_at_once_never_get_one_event_twice_nor_two_of_one_stream() {
    offer(LongStream.rangeClosed(1, 200).mapToObj(at -> "order-" + at % 100).toList());

    List<Future<List<Pulled>>> pulls =
        IntStream.range(0, 20)
            .mapToObj(at -> store.pull(new Pull(MAIL, 7, null, "p" + at)).map(l -> l.events()))
            .toList();

    Set<Long> positions = new HashSet<>();
    Set<String> streams = new HashSet<>();
    for (Future<List<Pulled>> pull : pulls) {
      for (Pulled event : await(pull)) {
        assertThat(positions.add(event.position())).isTrue();
        assertThat(streams.add(event.stream())).isTrue();
        assertThat(event.visibility()).isEqualTo(Duration.ofSeconds(30));
      }
    }
    assertThat(pull(1000)).hasSize(100 - streams.size());
    assertThat(pull(1000)).isEmpty();
  }

  @Test
  void C1_an_ack_may_be_repeated_even_when_the_offer_is_forgotten() {
    offer(List.of("order-1"));
    Pulled event = pull(1).get(0);

    assertThat(settle(event, Outcome.ACKED)).isTrue();
    assertThat(settle(event, Outcome.ACKED)).isTrue();
    assertThat(settle(event, Outcome.NACKED)).isFalse();
    assertThat(settled()).extracting(Settled::outcome).containsExactly(Outcome.ACKED);
    assertThat(settled().get(0).puller()).isEqualTo("p");
    await(store.forget(new Forget(MAIL, lease(segment), List.of(1L))));
    assertThat(settled()).isEmpty();

    assertThat(settle(event, Outcome.ACKED)).isTrue();
    assertThat(settle(new Pulled(1, "order-1", "another", 1, null), Outcome.ACKED)).isFalse();
  }

  @Test
  void C1_what_was_not_settled_in_time_is_offered_again_with_a_later_attempt() throws SQLException {
    offer(List.of("order-1"));
    Pulled late = pull(1).get(0);
    assertThat(await(store.extend(new Extend(MAIL, List.of(late.receipt(), "no"), null))).kept())
        .containsExactly(true, false);

    psql.rows("update offer set until = clock_timestamp()");
    assertThat(settled()).extracting(Settled::outcome).containsExactly(Outcome.EXPIRED);
    assertThat(pull(1)).isEmpty();
    assertThat(settle(late, Outcome.ACKED)).isFalse();

    offer(1, List.of("order-1"));
    assertThat(pull(1)).isEmpty();
    offer(2, List.of("order-1"));
    assertThat(pull(1).get(0).attempt()).isEqualTo(2);
    assertThat(settle(late, Outcome.ACKED)).isFalse();
  }

  @Test
  void C5_a_nack_says_what_is_to_become_of_the_event() {
    offer(List.of("order-1"));
    Pulled event = pull(1).get(0);

    await(
        store.settle(
            new Settle(
                MAIL,
                List.of(
                    new Settlement(
                        1,
                        event.receipt(),
                        Outcome.NACKED,
                        Duration.ofMillis(1500),
                        true,
                        "no")))));

    assertThat(settled())
        .containsExactly(
            new Settled(1, 1, Outcome.NACKED, Duration.ofMillis(1500), true, "no", "p"));
  }

  private void offer(List<String> streams) {
    offer(1, streams);
  }

  private void offer(int attempt, List<String> streams) {
    List<Offered> events =
        IntStream.range(0, streams.size())
            .mapToObj(at -> new Offered(at + 1, streams.get(at), attempt))
            .toList();
    assertThat(await(store.offer(new Offer(MAIL, lease(segment), events))).accepted()).isTrue();
  }

  private List<Pulled> pull(int most) {
    return await(store.pull(new Pull(MAIL, most, null, "p"))).events();
  }

  private boolean settle(Pulled event, Outcome outcome) {
    Settlement settlement =
        new Settlement(event.position(), event.receipt(), outcome, null, false, null);
    return await(store.settle(new Settle(MAIL, List.of(settlement)))).kept().get(0);
  }

  private List<Settled> settled() {
    return await(store.settled(new SettledQuery(MAIL, lease(segment)))).events();
  }
}
