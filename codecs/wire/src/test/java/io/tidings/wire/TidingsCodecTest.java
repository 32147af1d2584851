package io.tidings.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.model.Data;
import io.tidings.model.Frame;
import io.tidings.model.NewEvent;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TidingsCodecTest {

  private final TidingsCodec codec = new TidingsCodec();

  @Test
  void messages_one_after_the_other_and_again_come_back_as_they_were_written() {
    Collection<Object> messages = new ArrayList<>(BusSamples.all().values());
    messages.add(large());
    messages.addAll(List.copyOf(messages));
    for (Object message : messages) {
      Buffer once = encoded(message);
      Buffer again = encoded(message);

      assertThat(once).isEqualTo(again);
      assertThat(codec.decodeFromWire(3, once)).isEqualTo(message);
    }
  }

  @Test
  void a_message_that_cannot_be_written_spoils_no_other() {
    Object message = BusSamples.all().values().iterator().next();
    Buffer before = encoded(message);

    assertThatThrownBy(() -> codec.encodeToWire(Buffer.buffer(), "no message of ours"))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(encoded(message)).isEqualTo(before);
  }

  @Test
  void bytes_that_are_no_message_are_told_as_such_and_thrown_at_nobody() {
    Buffer tooShort = Buffer.buffer().appendInt(100).appendString("no message");
    Buffer garbage = Buffer.buffer().appendInt(10).appendString("no message");

    assertThat(codec.decodeFromWire(0, tooShort))
        .isInstanceOfSatisfying(
            UnreadableMessage.class,
            unreadable -> assertThat(unreadable.problem()).contains("100 bytes announced"));
    assertThat(codec.decodeFromWire(0, garbage)).isNotInstanceOf(Call.class);
  }

  private Buffer encoded(Object message) {
    Buffer buffer = Buffer.buffer("bus");
    codec.encodeToWire(buffer, message);
    return buffer;
  }

  /** More bytes and more different strings than the codec keeps memory for. */
  private static Frame large() {
    List<NewEvent> events = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      events.add(
          NewEvent.builder("id" + i, "/source/" + i, "type" + i)
              .data(Data.of(Data.Form.BINARY, new byte[1000]))
              .build());
    }
    return new Frame(
        events.stream()
            .map(event -> BusSamples.recorded(event, 1 + events.indexOf(event)))
            .toList());
  }
}
