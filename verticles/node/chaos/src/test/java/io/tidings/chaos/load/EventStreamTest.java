package io.tidings.chaos.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.chaos.history.Content;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EventStreamTest {

  @Test
  void Messages_come_with_the_last_cursor() throws Exception {
    String stream =
        """
        retry: 1000

        id: 1-5

        :

        id: 1-6
        data: {"a":
        data: 1}

        event: cursor-lost
        data: {}

        """;
    List<String> messages = new ArrayList<>();

    EventStream.read(
        new ByteArrayInputStream(stream.getBytes(UTF_8)),
        (id, name, data) -> messages.add(id + " " + name + " " + data.replace("\n", "")));

    assertThat(messages)
        .containsExactly(
            " message ",
            "1-5 message ",
            "1-5 message ",
            "1-6 message {\"a\":1}",
            "1-6 cursor-lost {}");
  }

  @Test
  void What_is_received_has_the_digest_of_what_was_sent() {
    Draft event = Draft.of("single", "client", 12, "stream");

    assertThat(Content.digest(new JsonObject(event.json().encode())))
        .isEqualTo(event.intent().digest())
        .isNotEqualTo(Draft.of("batch", "client", 12, "stream").intent().digest())
        .isNotEqualTo(Draft.of("single", "client", 13, "stream").intent().digest());
  }
}
