package io.tidings.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.model.NewEvent;
import io.vertx.core.MultiMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CloudEventsHttpTest {

  @Test
  void the_headers_of_a_vertx_request_are_read_as_they_are() {
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap()
            .add("Ce-Specversion", "1.0")
            .add("Ce-Id", "A1")
            .add("Ce-Source", "/s")
            .add("Ce-Type", "t")
            .add("User-Agent", "x");

    NewEvent event = CloudEventsHttp.read(headers, new byte[0]);

    assertThat(event).isEqualTo(NewEvent.builder("A1", "/s", "t").build());
  }

  @Test
  void one_header_of_an_attribute_that_every_event_has_makes_it_binary_mode() {
    for (String name : new String[] {"ce-specversion", "CE-ID", "ce-source", "ce-type"}) {
      assertThat(CloudEventsHttp.isBinary(headers().add(name, "x"))).as(name).isTrue();
    }
    assertThat(CloudEventsHttp.isBinary(headers())).isFalse();
    assertThat(CloudEventsHttp.isBinary(headers().add("ce-subject", "x"))).isFalse();
  }

  @Test
  void a_content_type_of_cloudevents_makes_it_structured_mode() {
    for (String type :
        new String[] {
          "application/cloudevents+json",
          "Application/CloudEvents-Batch+JSON; charset=utf-8",
          "application/cloudevents+avro"
        }) {
      MultiMap headers = headers().add("ce-id", "x").set("Content-Type", type);
      assertThat(CloudEventsHttp.isBinary(headers)).as(type).isFalse();
    }
  }

  private static MultiMap headers() {
    return MultiMap.caseInsensitiveMultiMap().add("content-type", "application/json");
  }
}
