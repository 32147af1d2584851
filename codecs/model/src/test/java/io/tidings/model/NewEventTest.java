package io.tidings.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class NewEventTest {

  @Test
  void the_stream_is_named_by_the_extension_else_the_subject_else_the_source() {
    assertThat(event(builder -> builder).stream()).isEqualTo("/shop");
    assertThat(event(builder -> builder.subject("order-1")).stream()).isEqualTo("order-1");
    assertThat(event(builder -> builder.subject("order-1").extension("stream", "cart-7")).stream())
        .isEqualTo("cart-7");
    assertThat(event(builder -> builder.subject("order-1").stream("given")).stream())
        .isEqualTo("given");
  }

  @ParameterizedTest
  @CsvSource({"order-A123,order", "order,order", "-1,''", "a-b-c,a", "ü-1,ü"})
  void the_category_stands_before_the_first_dash(String stream, String category) {
    assertThat(StreamName.category(stream)).isEqualTo(category);
  }

  @Test
  void a_schema_version_is_an_integer_from_one_and_one_if_absent() {
    assertThat(event(builder -> builder).schemaVersion()).isEqualTo(1);
    assertThat(event(builder -> builder.extension("schemaversion", 3)).schemaVersion())
        .isEqualTo(3);
    refused("schemaversion", builder -> builder.extension("schemaversion", 0));
    refused("schemaversion", builder -> builder.extension("schemaversion", "2"));
  }

  @Test
  void a_stream_of_512_bytes_is_the_longest() {
    assertThat(event(builder -> builder.stream("ü".repeat(256))).stream()).hasSize(256);
    refused("stream", builder -> builder.stream("ü".repeat(256) + "x"));
  }

  @Test
  void what_postgresql_cannot_store_is_refused() {
    refused("subject", builder -> builder.subject("a\0b"));
    refused("partner", builder -> builder.extension("partner", "\ud83d"));
    refused("subject", builder -> builder.subject("\ude00\ud83d"));
    assertThat(event(builder -> builder.subject("\ud83d\ude00")).stream()).isEqualTo("😀");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "data", "time", "tidingsposition", "Partner", "a-b", "", "ä"})
  void names_that_are_no_extension_attributes_are_refused(String name) {
    refused(name, builder -> builder.extension(name, "x"));
  }

  @Test
  void extension_values_are_strings_32_bit_integers_and_booleans() {
    refused("n", builder -> builder.extension("n", 1L));
    refused("n", builder -> builder.extension("n", 1.5));
  }

  @Test
  void a_time_is_rfc_3339() {
    assertThat(event(builder -> builder.time("2026-11-23T14:05:06.50+01:00")).time())
        .isEqualTo("2026-11-23T14:05:06.50+01:00");
    refused("time", builder -> builder.time("yesterday"));
  }

  @Test
  void id_source_and_type_are_needed() {
    assertThatThrownBy(() -> NewEvent.builder("", "/s", "t").build())
        .isInstanceOf(InvalidEvent.class)
        .hasMessage("attribute 'id' is empty: give a non-empty string");
    assertThatThrownBy(() -> NewEvent.builder("1", null, "t").build())
        .hasMessageContaining("source");
    assertThatThrownBy(() -> NewEvent.builder("1", "/s", "t".repeat(256)).build())
        .hasMessageContaining("256 bytes");
  }

  @ParameterizedTest
  @CsvSource({"0,0", "5,5", "7-0,7-0", "1795448585796-42,1795448585796-42"})
  void a_cursor_is_an_epoch_and_a_position_or_a_position(String text, String shown) {
    assertThat(Cursor.parse(text)).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1-", "x", "1-2-3", "1.5", "99999999999999999999"})
  void anything_else_is_no_cursor(String text) {
    assertThatThrownBy(() -> Cursor.parse(text)).hasMessageContaining("<epoch>-<position>");
  }

  private static NewEvent event(UnaryOperator<NewEvent.Builder> attributes) {
    return attributes.apply(NewEvent.builder("1", "/shop", "orders.order-placed")).build();
  }

  private static void refused(String attribute, UnaryOperator<NewEvent.Builder> attributes) {
    assertThatThrownBy(() -> event(attributes))
        .isInstanceOfSatisfying(
            InvalidEvent.class, invalid -> assertThat(invalid.attribute()).isEqualTo(attribute));
  }
}
