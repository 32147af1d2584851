package io.tidings.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import io.tidings.model.StreamName;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CloudEventsVectorsTest {

  static Stream<Named<JsonNode>> slots() {
    return Vectors.cases("slots.json");
  }

  static Stream<Named<JsonNode>> accepted() {
    return Vectors.cases("accepted.json");
  }

  static Stream<Named<JsonNode>> refused() {
    return Vectors.cases("refused.json");
  }

  static Stream<Named<JsonNode>> batches() {
    return Vectors.cases("batches.json");
  }

  static Stream<Named<JsonNode>> http() {
    return Vectors.cases("http.json");
  }

  static Stream<Named<JsonNode>> recorded() {
    return Vectors.cases("recorded.json");
  }

  @ParameterizedTest
  @MethodSource("slots")
  void streams_have_the_same_category_and_slot_everywhere(JsonNode vector) {
    String stream = vector.get("stream").textValue();

    assertThat(StreamName.category(StreamName.require(stream)))
        .isEqualTo(vector.get("category").textValue());
    assertThat(StreamName.slot(stream)).isEqualTo(vector.get("slot").intValue());
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void documents_mean_the_same_everywhere(JsonNode vector) {
    assertThat(CloudEventsJson.read(Vectors.document(vector))).isEqualTo(Vectors.event(vector));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void an_accepted_document_comes_back_as_it_was_sent(JsonNode vector) {
    NewEvent event = CloudEventsJson.read(Vectors.document(vector));
    RecordedEvent recorded = new RecordedEvent(event, 1, 1, 1, Instant.EPOCH);

    assertThat(CloudEventsJson.read(CloudEventsJson.write(recorded))).isEqualTo(event);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void documents_are_refused_at_the_same_place_everywhere(JsonNode vector) {
    assertRefused(vector, () -> CloudEventsJson.read(Vectors.document(vector)));
  }

  @ParameterizedTest
  @MethodSource("batches")
  void batches_mean_the_same_everywhere(JsonNode vector) {
    Limits limits =
        new Limits(
            vector.path("max_event_bytes").asInt(Limits.DEFAULT_MAX_EVENT_BYTES),
            vector.path("max_events").asInt(Limits.DEFAULT_MAX_EVENTS));
    byte[] document = Vectors.document(vector);
    if (vector.has("refused")) {
      MalformedEvent refusal =
          assertRefused(vector.get("refused"), () -> CloudEventsJson.readBatch(document, limits));
      assertThat(refusal.index()).isEqualTo(vector.at("/refused/index").intValue());
      assertThat(refusal.kind().name()).isEqualTo(vector.at("/refused/kind").textValue());
    } else {
      assertThat(CloudEventsJson.readBatch(document, limits))
          .extracting(NewEvent::id)
          .isEqualTo(stream(vector.get("ids")).map(JsonNode::textValue).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("http")
  void requests_in_binary_mode_mean_the_same_everywhere(JsonNode vector) {
    List<Map.Entry<String, String>> headers =
        stream(vector.get("headers"))
            .map(header -> Map.entry(header.get(0).textValue(), header.get(1).textValue()))
            .toList();
    byte[] body = HexFormat.of().parseHex(vector.get("body_hex").textValue());

    assertThat(CloudEventsHttp.isBinary(headers)).isTrue();
    if (vector.has("refused")) {
      assertRefused(vector.get("refused"), () -> CloudEventsHttp.read(headers, body));
    } else {
      assertThat(CloudEventsHttp.read(headers, body)).isEqualTo(Vectors.event(vector));
    }
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void recorded_events_are_written_byte_for_byte(JsonNode vector) {
    RecordedEvent event =
        new RecordedEvent(
            Vectors.event(vector),
            vector.get("version").longValue(),
            Long.parseLong(vector.get("position").textValue()),
            Long.parseLong(vector.get("epoch").textValue()),
            Instant.parse(vector.get("recorded").textValue()));

    assertThat(new String(CloudEventsJson.write(event), UTF_8))
        .isEqualTo(vector.get("document").textValue());
  }

  private static MalformedEvent assertRefused(JsonNode expected, ThrowingCallable read) {
    MalformedEvent refusal = catchThrowableOfType(MalformedEvent.class, read);
    assertThat(refusal).isNotNull();
    assertThat(refusal.attribute()).isEqualTo(expected.get("attribute").textValue());
    assertThat(refusal.byteOffset()).isEqualTo(expected.get("offset").longValue());
    return refusal;
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
