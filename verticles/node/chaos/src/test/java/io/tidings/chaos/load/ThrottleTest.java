package io.tidings.chaos.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.sql.SQLException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ThrottleTest {

  private long behind;
  private boolean away;
  private final Throttle throttle =
      new Throttle(
          () -> {
            if (away) {
              throw new SQLException("away");
            }
            return behind;
          },
          100);

  @Test
  void Clients_append_as_fast_as_they_are_to_while_consumers_follow() {
    behind = 100;
    look(5);

    assertThat(throttle.share()).isEqualTo(1);
    assertThat(throttle.average()).isEqualTo(1);
  }

  @Test
  void They_append_more_slowly_while_consumers_are_behind_but_do_not_stop() {
    behind = 101;
    look(3);
    assertThat(throttle.share()).isCloseTo(0.512, within(1e-9));

    look(50);
    assertThat(throttle.share()).isEqualTo(0.1);
  }

  @Test
  void They_append_faster_again_afterwards() {
    behind = 101;
    look(50);
    behind = 0;
    look(25);

    assertThat(throttle.share()).isEqualTo(1);
    assertThat(throttle.average()).isBetween(0.1, 0.6);
  }

  @Test
  void Nothing_changes_while_the_database_is_away() {
    behind = 101;
    look(1);
    away = true;
    look(5);

    assertThat(throttle.share()).isEqualTo(0.8);
  }

  private void look(int times) {
    IntStream.range(0, times).forEach(time -> throttle.look());
  }
}
