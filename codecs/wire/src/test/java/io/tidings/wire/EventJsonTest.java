package io.tidings.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.model.Data;
import io.tidings.model.EventType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EventJsonTest {

  record Item(String article, int count, BigDecimal price) {}

  @EventType("orders.order-placed")
  record OrderPlaced(String order, Optional<String> note, List<Item> items) {
    OrderPlaced {
      items = items == null ? List.of() : List.copyOf(items);
      if (items.size() > 3) {
        throw new IllegalArgumentException("order " + order + " has more than 3 items");
      }
    }

    boolean isLarge() {
      return items.size() > 2;
    }

    public String getSummary() {
      return "not part of the event";
    }
  }

  record Times(
      Instant instant,
      OffsetDateTime offset,
      ZonedDateTime zoned,
      LocalDate date,
      YearMonth month,
      Duration duration,
      Period period) {}

  record Numbers(
      BigDecimal exact, BigInteger large, long whole, double real, JsonNode tree, Object any) {}

  record Keyed(Map<String, Integer> counts) {}

  @EventType(value = "orders.cart-cleared", version = 2)
  record CartCleared() {}

  @Test
  void a_record_comes_back_equal() {
    OrderPlaced placed =
        new OrderPlaced(
            "A123", Optional.of("zürich 😀"), List.of(new Item("x", 2, new BigDecimal("199.990"))));

    assertThat(decoded(placed)).isEqualTo(placed);
  }

  @Test
  void only_components_are_written_in_their_order() {
    OrderPlaced placed = new OrderPlaced("A123", Optional.empty(), List.of());

    assertThat(EventJson.encode(placed).text())
        .isEqualTo("{\"order\":\"A123\",\"note\":null,\"items\":[]}");
  }

  @Test
  void a_record_without_components_is_an_empty_object() {
    assertThat(EventJson.encode(new CartCleared()).text()).isEqualTo("{}");
    assertThat(decoded(new CartCleared())).isEqualTo(new CartCleared());
  }

  @Test
  void times_are_iso_text_that_keeps_offset_zone_and_precision() {
    Times times =
        new Times(
            Instant.parse("2026-11-23T14:05:06.123456789Z"),
            OffsetDateTime.parse("2026-11-23T14:05:06.1+05:45"),
            ZonedDateTime.parse("2026-11-23T14:05:06+01:00[Europe/Paris]"),
            LocalDate.parse("2026-11-23"),
            YearMonth.parse("2026-11"),
            Duration.parse("PT1H0.5S"),
            Period.parse("P1M2D"));

    assertThat(EventJson.encode(times).text())
        .isEqualTo(
            "{\"instant\":\"2026-11-23T14:05:06.123456789Z\","
                + "\"offset\":\"2026-11-23T14:05:06.1+05:45\","
                + "\"zoned\":\"2026-11-23T14:05:06+01:00[Europe/Paris]\","
                + "\"date\":\"2026-11-23\",\"month\":\"2026-11\","
                + "\"duration\":\"PT1H0.5S\",\"period\":\"P1M2D\"}");
    assertThat(decoded(times)).isEqualTo(times);
  }

  @Test
  void utc_stays_the_zone_that_it_was() {
    for (String text : List.of("2026-11-23T14:05:06Z", "2026-11-23T14:05:06Z[UTC]")) {
      Times times = new Times(null, null, ZonedDateTime.parse(text), null, null, null, null);
      assertThat(decoded(times)).isEqualTo(times);
    }
  }

  @Test
  void numbers_keep_their_digits_also_in_trees() {
    String digits = "12345678901234567890.1234567890123456789000";
    Numbers numbers =
        decode(
            ("{\"exact\":%s,\"large\":98765432109876543210,\"whole\":9007199254740993,"
                    + "\"real\":0.1,\"tree\":{\"a\":[1.10,%s]},\"any\":[1.10,%s,1E+3]}")
                .formatted(digits, digits, digits),
            Numbers.class);

    assertThat(numbers.exact()).isEqualTo(new BigDecimal(digits));
    assertThat(numbers.large()).isEqualTo(new BigInteger("98765432109876543210"));
    assertThat(numbers.whole()).isEqualTo(9007199254740993L);
    assertThat(numbers.tree().at("/a/0").decimalValue()).isEqualTo(new BigDecimal("1.10"));
    assertThat(numbers.tree().at("/a/1").decimalValue()).isEqualTo(new BigDecimal(digits));
    assertThat(numbers.any())
        .isEqualTo(List.of(new BigDecimal("1.10"), new BigDecimal(digits), new BigDecimal("1E+3")));
    assertThat(decoded(numbers)).isEqualTo(numbers);
  }

  @Test
  void equal_records_give_equal_bytes_whatever_the_order_of_their_maps() {
    Map<String, Integer> forward = new LinkedHashMap<>();
    Map<String, Integer> backward = new LinkedHashMap<>();
    for (int key = 0; key < 20; key++) {
      forward.put("k" + key, key);
      backward.put("k" + (19 - key), 19 - key);
    }

    assertThat(EventJson.encode(new Keyed(forward)))
        .isEqualTo(EventJson.encode(new Keyed(backward)));
  }

  @Test
  void unknown_fields_are_ignored_and_missing_ones_are_null_or_empty() {
    OrderPlaced placed =
        decode("{\"order\":\"A1\",\"discount\":{\"code\":[1]}}", OrderPlaced.class);

    assertThat(placed).isEqualTo(new OrderPlaced("A1", Optional.empty(), List.of()));
  }

  @Test
  void a_missing_primitive_is_refused_naming_type_and_field() {
    assertMismatch(
        "{\"order\":\"A1\",\"items\":[{\"article\":\"x\",\"price\":1}]}",
        OrderPlaced.class,
        "items[0].count",
        "event type orders.order-placed (OrderPlaced): field 'items[0].count': is missing, null or"
            + " no int: send it, or make the component an Optional");
    assertMismatch("{\"article\":\"x\",\"count\":null}", Item.class, "count", Item.class.getName());
  }

  @Test
  void a_value_that_would_lose_or_invent_something_is_refused() {
    assertMismatch("{\"count\":1.9}", Item.class, "count", "int");
    assertMismatch("{\"count\":\"1\"}", Item.class, "count", "int");
    assertMismatch("{\"count\":3000000000}", Item.class, "count", "int");
    assertMismatch("{\"count\":1,\"price\":\"\"}", Item.class, "price", "BigDecimal");
    assertMismatch("{\"instant\":\"yesterday\"}", Times.class, "instant", "yesterday");
  }

  @Test
  void what_the_record_refuses_is_told_in_its_own_words() {
    assertMismatch(
        "{\"order\":\"A1\",\"items\":[null,null,null,null]}", OrderPlaced.class, "", null);
    assertMismatch(
        "{\"order\":\"A1\",\"items\":[{\"count\":1},{\"count\":1},{\"count\":1},{\"count\":1}]}",
        OrderPlaced.class,
        "",
        "order A1 has more than 3 items");
  }

  @Test
  void what_is_no_object_is_refused() {
    assertMismatch("[1]", Item.class, "", "Item");
    assertMismatch("null", Item.class, "", "the payload is null");
    assertMismatch("{\"count\":1} {}", Item.class, "", "railing");
    assertMismatch("", Item.class, "", "No content");
    assertThatExceptionOfType(PayloadMismatch.class)
        .isThrownBy(() -> EventJson.decode(null, OrderPlaced.class))
        .withMessage("event type orders.order-placed (OrderPlaced): the event has no data");
  }

  @Test
  void a_component_that_cannot_be_written_is_named() {
    record Holder(Object content) {}
    List<Object> circle = new ArrayList<>();
    circle.add(circle);

    assertThatExceptionOfType(PayloadMismatch.class)
        .isThrownBy(() -> EventJson.encode(new Holder(circle)))
        .satisfies(mismatch -> assertThat(mismatch.field()).startsWith("content"));
  }

  @Test
  void a_payload_is_decoded_once_and_one_that_was_encoded_here_never() {
    OrderPlaced placed = new OrderPlaced("A1", Optional.empty(), List.of());
    Data encoded = EventJson.encode(placed);
    assertThat(EventJson.decode(encoded, OrderPlaced.class)).isSameAs(placed);

    Data received = Data.of(Data.Form.JSON, encoded.toByteArray());
    OrderPlaced first = EventJson.decode(received, OrderPlaced.class);
    assertThat(EventJson.decode(received, OrderPlaced.class)).isSameAs(first).isEqualTo(placed);
  }

  @Test
  void whatever_the_scanner_lets_in_can_be_read_as_a_tree() {
    String deep = "[".repeat(999) + "1" + "]".repeat(999);
    String wide = "{\"" + "n".repeat(100_000) + "\":\"" + "s".repeat(1_000_000) + "\"}";
    String long_number = "[" + "7".repeat(1000) + "]";
    for (String json : List.of(deep, wide, long_number)) {
      assertThat(decode(json, JsonNode.class)).isNotNull();
    }
  }

  private static <T> void assertMismatch(String json, Class<T> type, String field, String message) {
    assertThatExceptionOfType(PayloadMismatch.class)
        .isThrownBy(() -> decode(json, type))
        .withMessageContaining(message == null ? "" : message)
        .satisfies(mismatch -> assertThat(mismatch.field()).isEqualTo(field));
  }

  private static <T> T decode(String json, Class<T> type) {
    return EventJson.decode(Data.of(Data.Form.JSON, json.getBytes(UTF_8)), type);
  }

  @SuppressWarnings("unchecked")
  private static <T> T decoded(T value) {
    byte[] bytes = EventJson.encode(value).toByteArray();
    return (T) EventJson.decode(Data.of(Data.Form.JSON, bytes), value.getClass());
  }
}
