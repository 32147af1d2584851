package io.tidings.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DerivedIdTest {

  private static final Instant AT = Instant.parse("2026-11-23T14:42:00.123456Z");

  @Test
  void an_id_follows_from_its_cause_and_never_changes() {
    assertThat(EventJson.derivedId(AT, "mail", "/shop", "1", "1"))
        .isEqualTo(EventJson.derivedId(AT, "mail", "/shop", "1", "1"))
        .isEqualTo("01a208db-4f3b-7827-866f-fe006613daeb");
  }

  @Test
  void it_is_a_uuid_of_version_7_at_the_time_of_the_cause() {
    UUID id = UUID.fromString(EventJson.derivedId(AT, "mail", "/shop", "1", "1"));

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(AT.toEpochMilli());
  }

  @Test
  void other_parts_and_other_borders_between_them_give_other_ids() {
    assertThat(EventJson.derivedId(AT, "ab", "c"))
        .isNotEqualTo(EventJson.derivedId(AT, "a", "bc"))
        .isNotEqualTo(EventJson.derivedId(AT, "abc"));
  }
}
