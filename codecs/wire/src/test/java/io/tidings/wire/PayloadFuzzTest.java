package io.tidings.wire;

import static io.tidings.wire.Allocations.bounded;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.model.Data;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;

/** Whatever an event has as its data is the record that a handler wants, or a mismatch. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class PayloadFuzzTest {

  record Everything(
      String text,
      int number,
      Long big,
      double real,
      boolean flag,
      char letter,
      BigDecimal amount,
      BigInteger count,
      Instant at,
      OffsetDateTime offset,
      ZonedDateTime zoned,
      LocalDate date,
      LocalDateTime local,
      LocalTime time,
      Duration lasted,
      Period period,
      UUID id,
      DayOfWeek day,
      byte[] bytes,
      Optional<String> note,
      List<Everything> parts,
      Map<String, Object> rest,
      Set<Integer> set,
      JsonNode tree,
      Object any) {}

  @FuzzTest
  void any_payload_is_the_record_or_a_mismatch(byte[] bytes) {
    Everything event = decode(Data.of(Data.Form.JSON, bytes), Everything.class);
    if (event != null) {
      byte[] written = EventJson.encode(event).toByteArray();
      Everything again = EventJson.decode(Data.of(Data.Form.JSON, written), Everything.class);
      assertThat(EventJson.encode(again).toByteArray()).isEqualTo(written);
    }
    decode(Data.of(Data.Form.TEXT, bytes), Map.class);
  }

  private static <T> T decode(Data data, Class<T> type) {
    try {
      return bounded(data.length(), () -> EventJson.decode(data, type));
    } catch (PayloadMismatch mismatch) {
      assertThat(mismatch).message().startsWith("event type ");
      return null;
    }
  }
}
