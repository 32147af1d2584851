package io.tidings.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import io.tidings.model.Data;
import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** The CloudEvents SDK as the judge of what we write, and as a producer of what we read. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class CloudEventsSdkTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REQUIRED =
      "\"specversion\":\"1.0\",\"id\":\"A1\",\"source\":\"/s\",\"type\":\"t\"";

  private final JsonFormat sdk = new JsonFormat();

  @Test
  void the_sdk_reads_what_we_write() {
    RecordedEvent recorded =
        new RecordedEvent(
            NewEvent.builder("Ä \"1\"\n", "/checkout", "orders.order-placed")
                .subject("order-A123 😀")
                .time("2026-11-23T14:05:06.123456+01:00")
                .contentType("application/json")
                .dataSchema("https://example.com/order.json")
                .extension("attempt", -7)
                .extension("urgent", true)
                .extension("note", "a\tb")
                .data(json("{\"total\":1.5}"))
                .build(),
            3,
            Long.MAX_VALUE,
            5,
            Instant.parse("2026-11-23T14:05:06.000120Z"));

    CloudEvent event = sdk.deserialize(CloudEventsJson.write(recorded));

    assertThat(event.getId()).isEqualTo("Ä \"1\"\n");
    assertThat(event.getSource()).isEqualTo(URI.create("/checkout"));
    assertThat(event.getType()).isEqualTo("orders.order-placed");
    assertThat(event.getSubject()).isEqualTo("order-A123 😀");
    assertThat(event.getTime()).isEqualTo(OffsetDateTime.parse("2026-11-23T14:05:06.123456+01:00"));
    assertThat(event.getDataContentType()).isEqualTo("application/json");
    assertThat(event.getDataSchema()).isEqualTo(URI.create("https://example.com/order.json"));
    assertThat(event.getExtension("attempt")).isEqualTo(-7);
    assertThat(event.getExtension("urgent")).isEqualTo(true);
    assertThat(event.getExtension("note")).isEqualTo("a\tb");
    assertThat(event.getExtension("tidingsposition")).isEqualTo("9223372036854775807");
    assertThat(event.getExtension("tidingsrecorded")).isEqualTo("2026-11-23T14:05:06.000120Z");
    assertThat(event.getData().toBytes()).asString(UTF_8).isEqualTo("{\"total\":1.5}");
  }

  @Test
  void the_sdk_reads_text_and_binary_data_that_we_write() {
    NewEvent.Builder event = NewEvent.builder("1", "/s", "t");
    byte[] text = "<ä>\n".getBytes(UTF_8);
    byte[] binary = {0, -1, 127};

    NewEvent xml = event.contentType("text/xml").data(Data.of(Data.Form.TEXT, text)).build();
    NewEvent png = event.contentType("image/png").data(Data.of(Data.Form.BINARY, binary)).build();

    assertThat(bySdk(xml).getData().toBytes()).isEqualTo(text);
    assertThat(bySdk(png).getData().toBytes()).isEqualTo(binary);
  }

  @Test
  void we_read_what_the_sdk_writes() throws JsonProcessingException {
    CloudEventBuilder event =
        CloudEventBuilder.v1()
            .withId("Ä \"1\"\n😀")
            .withSource(URI.create("/checkout"))
            .withType("orders.order-placed")
            .withSubject("order-A123")
            .withTime(OffsetDateTime.parse("2026-11-23T14:05:06.123456789+05:45"))
            .withDataSchema(URI.create("https://example.com/order.json"))
            .withExtension("attempt", -7)
            .withExtension("urgent", false)
            .withExtension("note", "ü")
            .withData(
                "application/json", JsonCloudEventData.wrap(JSON.readTree("{\"a\":[1,null]}")));

    assertThat(CloudEventsJson.read(sdk.serialize(event.build())))
        .isEqualTo(
            NewEvent.builder("Ä \"1\"\n😀", "/checkout", "orders.order-placed")
                .subject("order-A123")
                .time("2026-11-23T14:05:06.123456789+05:45")
                .contentType("application/json")
                .dataSchema("https://example.com/order.json")
                .extension("attempt", -7)
                .extension("urgent", false)
                .extension("note", "ü")
                .data(json("{\"a\":[1,null]}"))
                .build());
  }

  @Test
  void we_read_each_form_of_data_that_the_sdk_writes() {
    byte[] binary = {0, -1, 127};

    assertThat(written("image/png", binary)).isEqualTo(Data.of(Data.Form.BINARY, binary));
    assertThat(written("application/json", "{\"a\":1.10}".getBytes(UTF_8)))
        .isEqualTo(json("{\"a\":1.10}"));
    assertThat(
            CloudEventsJson.read(
                    sdk.serialize(
                        minimal().withData(JsonCloudEventData.wrap(IntNode.valueOf(7))).build()))
                .data())
        .isEqualTo(json("7"));
    assertThat(CloudEventsJson.read(sdk.serialize(minimal().build())).data()).isNull();
  }

  /** Why the SDK does not read for us; if this fails, the SDK has become better. */
  @Test
  void the_sdk_would_not_give_back_what_a_producer_sent() {
    String sent =
        "{"
            + REQUIRED
            + ",\"time\":\"2026-11-23T14:05:06.100+01:00\","
            + "\"data\":{ \"total\":1.10,\"exact\":12345678901234567890.123,\"a\":1,\"a\":2}}";

    assertThat(new String(sdk.serialize(sdk.deserialize(sent.getBytes(UTF_8))), UTF_8))
        .isEqualTo(
            "{"
                + REQUIRED
                + ",\"datacontenttype\":\"application/json\","
                + "\"time\":\"2026-11-23T14:05:06.1+01:00\","
                + "\"data\":{\"total\":1.1,\"exact\":1.2345678901234567E19,\"a\":2}}");
  }

  @Test
  void the_sdk_would_accept_what_must_be_refused() {
    for (String lax :
        new String[] {
          "{" + REQUIRED + "} trailing",
          "{" + REQUIRED + ",\"type\":\"u\"}",
          "{" + REQUIRED.replace("A1", "") + "}",
          "{" + REQUIRED + ",\"x\":{\"y\":1}}"
        }) {
      assertThat(sdk.deserialize(lax.getBytes(UTF_8))).as(lax).isNotNull();
    }
  }

  private CloudEvent bySdk(NewEvent event) {
    return sdk.deserialize(CloudEventsJson.write(new RecordedEvent(event, 1, 1, 1, Instant.EPOCH)));
  }

  private Data written(String contentType, byte[] bytes) {
    CloudEvent event = minimal().withData(contentType, bytes).build();
    return CloudEventsJson.read(sdk.serialize(event)).data();
  }

  private static CloudEventBuilder minimal() {
    return CloudEventBuilder.v1().withId("1").withSource(URI.create("/s")).withType("t");
  }

  private static Data json(String json) {
    return Data.of(Data.Form.JSON, json.getBytes(UTF_8));
  }
}
