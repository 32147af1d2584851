package io.tidings.consumers.postgres;

import static io.tidings.log.tck.AwaitedLog.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.DeadLetters.DeadLetter;
import io.tidings.consumers.DeadLetters.DeadLetterQuery;
import io.tidings.consumers.DeadLetters.Discard;
import io.tidings.consumers.DeadLetters.Edit;
import io.tidings.consumers.DeadLetters.Redrive;
import io.tidings.consumers.DeadLetters.Which;
import io.tidings.consumers.Definitions.LedgerQuery;
import io.tidings.consumers.Definitions.LedgerRow;
import io.tidings.consumers.HeldStreams.Attempt;
import io.tidings.consumers.HeldStreams.FailedEvent;
import io.tidings.consumers.HeldStreams.Failure;
import io.tidings.consumers.HeldStreams.HeldQuery;
import io.tidings.consumers.HeldStreams.HeldState;
import io.tidings.consumers.HeldStreams.HeldStream;
import io.tidings.consumers.HeldStreams.Replacement;
import io.tidings.consumers.Segments.Segment;
import io.tidings.model.SlotRange;
import io.tidings.model.StreamName;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What is held (C5) and steered (C6), where PostgreSQL makes a difference. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HeldStreamsIT extends OpenStore {

  private static final Which ALL = new Which(MAIL, null, null, null, null, null, null);

  private Segment segment;

  @BeforeEach
  void begin() {
    declare(1);
    segment = claim("a").segments().get(0);
  }

  @Test
  void C5_an_event_is_held_whatever_its_exception_says() {
    Attempt attempt = attempt(1, "a\0b \ud800 \ud83d\ude80");

    assertThat(hold("order-1", 7, HeldState.DEAD, attempt)).isTrue();

    DeadLetter letter = letters(ALL).get(0);
    assertThat(letter.attempts().get(0).message()).isEqualTo("a\ufffdb \ufffd \ud83d\ude80");
    assertThat(letter.attempts().get(0).at()).isEqualTo(attempt.at());
    assertThat(letter.attempts().get(0).trace()).isEqualTo(attempt.trace());
  }

  @Test
  void C5_the_latest_20_attempts_are_kept_across_redrives() {
    for (int number = 1; number <= 15; number++) {
      hold("order-1", 7, HeldState.RETRYING, attempt(number, "first"));
    }
    await(store.redrive(new Redrive(ALL, 0, "me", "fixed")));
    for (int number = 1; number <= 10; number++) {
      hold("order-1", 7, HeldState.RETRYING, attempt(number, "second"));
      hold("order-1", 7, HeldState.RETRYING, attempt(number, "second"));
    }

    List<Attempt> attempts = letters(ALL).get(0).attempts();
    assertThat(attempts).hasSize(20);
    assertThat(attempts.subList(0, 10)).extracting(Attempt::message).containsOnly("first");
    assertThat(attempts.get(19).number()).isEqualTo(10);
    assertThat(letters(ALL).get(0).redrives()).isEqualTo(1);
    assertThat(held().get(0).attempts()).isEqualTo(10);
  }

  @Test
  void C4_only_the_latest_owner_holds_and_advances() throws SQLException {
    endLeases("a");
    claim("b");

    assertThat(hold("order-1", 7, HeldState.DEAD, attempt(1, "no"))).isFalse();
    assertThat(held()).isEmpty();
  }

  @Test
  void C6_what_is_discarded_while_it_is_tried_stays_discarded() {
    hold("order-1", 7, HeldState.RETRYING, attempt(1, "no"));

    assertThat(await(store.discard(new Discard(ALL, "me", "a test order"))).count()).isEqualTo(1);
    hold("order-1", 7, HeldState.DEAD, attempt(2, "no"));

    assertThat(held().get(0).state()).isEqualTo(HeldState.RELEASED);
    assertThat(letters(ALL)).isEmpty();
    LedgerRow row = ledger().get(ledger().size() - 1);
    assertThat(row.action()).isEqualTo("discard");
    assertThat(row.stream()).isEqualTo("order-1");
    assertThat(row.position()).isEqualTo(7);
    assertThat(row.detail()).contains("\"type-7\"");
    assertThatThrownBy(() -> await(store.discard(new Discard(ALL, "me", " "))))
        .isInstanceOf(ConsumerFailure.Invalid.class);
  }

  @Test
  void C5_a_redrive_begins_with_the_oldest_and_at_its_rate() {
    hold("order-2", 9, HeldState.DEAD, attempt(1, "no"));
    hold("order-1", 7, HeldState.DEAD, attempt(1, "no"));
    hold("order-3", 12, HeldState.STOPPED, attempt(1, "no"));
    long steering = claim("a", segment).steering();

    Which dead = new Which(MAIL, HeldState.DEAD, null, null, null, "Error", Duration.ZERO);
    await(store.redrive(new Redrive(dead, 0.01, "me", "fixed")));

    List<HeldStream> held = held();
    assertThat(held).extracting(HeldStream::position).containsExactly(7L, 9L, 12L);
    assertThat(held.get(0).due()).isZero();
    assertThat(held.get(1).due()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(100));
    assertThat(held.get(2).state()).isEqualTo(HeldState.STOPPED);
    assertThat(claim("a", segment).steering()).isGreaterThan(steering);
  }

  @Test
  void C6_an_edit_is_a_row_without_the_payload() {
    hold("order-1", 7, HeldState.DEAD, attempt(1, "no"));
    byte[] payload = "{\"secret\":1}".getBytes(StandardCharsets.UTF_8);
    Replacement replacement = new Replacement("application/json", "JSON", payload);

    await(store.edit(new Edit(MAIL, 7, replacement, "me", "mended")));

    assertThat(held().get(0).replacement().data()).isEqualTo(payload);
    LedgerRow row = ledger().get(ledger().size() - 1);
    assertThat(row.action()).isEqualTo("edit");
    assertThat(row.detail()).contains("sha256").doesNotContain("secret");
    assertThatThrownBy(() -> await(store.edit(new Edit(MAIL, 8, replacement, "me", "no"))))
        .isInstanceOf(ConsumerFailure.Unknown.class);
  }

  @Test
  void steering_without_a_consumer_named_is_steering_all() {
    hold("order-1", 7, HeldState.DEAD, attempt(1, "no"));
    Which any = new Which(null, null, null, null, null, null, null);

    assertThat(letters(any)).hasSize(1);
    assertThat(await(store.redrive(new Redrive(any, 0, "me", "all"))).count()).isEqualTo(1);
    Which unknown = new Which("no", null, null, null, null, null, null);
    assertThatThrownBy(() -> letters(unknown)).isInstanceOf(ConsumerFailure.Unknown.class);
    assertThatThrownBy(() -> await(store.redrive(new Redrive(unknown, 0, "me", "no"))))
        .isInstanceOf(ConsumerFailure.Unknown.class);
  }

  private boolean hold(String stream, long position, HeldState state, Attempt attempt) {
    return await(
            store.hold(
                new Failure(
                    MAIL,
                    lease(segment),
                    stream,
                    StreamName.slot(stream),
                    new FailedEvent(position, "type-" + position, "/source", "id-" + position),
                    state,
                    Duration.ofMinutes(1),
                    attempt)))
        .accepted();
  }

  private static Attempt attempt(int number, String message) {
    return new Attempt(
        number,
        Instant.now().truncatedTo(ChronoUnit.MICROS),
        "a",
        "MailHandler",
        "java.lang.Error",
        message,
        "at …\n".repeat(100));
  }

  private List<DeadLetter> letters(Which which) {
    return await(store.deadLetters(new DeadLetterQuery(which, 0, 10))).letters();
  }

  private List<HeldStream> held() {
    return await(store.held(new HeldQuery(MAIL, SlotRange.ALL))).streams();
  }

  private List<LedgerRow> ledger() {
    return await(store.ledger(new LedgerQuery(MAIL, 0, 100))).rows();
  }
}
