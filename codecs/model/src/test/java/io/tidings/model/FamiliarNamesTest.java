package io.tidings.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What many events have in common they share, and it is checked all the same. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FamiliarNamesTest {

  @Test
  void events_of_a_stream_share_its_name_and_their_attributes() {
    NewEvent one = event("familiar-1", "familiar-1", "a.type", "text/plain");
    NewEvent two = event("familiar-1", "familiar-1", "a.type", "text/plain");

    assertThat(two).isEqualTo(one);
    assertThat(two.stream()).isSameAs(one.stream()).isSameAs(two.subject());
    assertThat(two.type()).isSameAs(one.type());
    assertThat(two.source()).isSameAs(one.source());
    assertThat(two.contentType()).isSameAs(one.contentType());
  }

  @Test
  void more_streams_than_are_remembered_keep_their_names_and_slots() {
    for (int turn = 0; turn < 2; turn++) {
      for (int i = 0; i < 40_000; i++) {
        String stream = "many-" + i;
        int unknown = StreamName.slot(stream);
        assertThat(StreamName.require(stream)).isEqualTo(stream);
        assertThat(StreamName.slot(stream)).isEqualTo(unknown);
        assertThat(StreamName.slot(stream)).isEqualTo(unknown);
      }
    }
  }

  @Test
  void what_is_wrong_with_a_name_is_found_every_time() {
    String half = "half-\ud800";
    StreamName.slot(half);
    for (int turn = 0; turn < 2; turn++) {
      assertInvalid("stream", () -> StreamName.require(half));
      assertInvalid("stream", () -> StreamName.require(""));
      assertInvalid("stream", () -> StreamName.require(null));
      assertInvalid("subject", () -> event(half, half, "a.type", null));
      assertInvalid("type", () -> event("a", "a", "", null));
      assertInvalid("type", () -> event("a", "a", null, null));
      assertInvalid("type", () -> event("a", "a", "\0", null));
      assertInvalid("type", () -> event("a", "a", "t".repeat(256), null));
      assertInvalid("datacontenttype", () -> event("a", "a", "a.type", half));
    }
    assertThat(event("a", "a", "a.type", "").contentType()).isEmpty();
    assertThat(event("a", "", "a.type", null).contentType()).isNull();
  }

  private static void assertInvalid(String attribute, Runnable making) {
    assertThatThrownBy(making::run)
        .isInstanceOf(InvalidEvent.class)
        .hasMessageContaining(attribute);
  }

  /** Of strings that are nobody else's. */
  private static NewEvent event(String stream, String subject, String type, String contentType) {
    return new NewEvent(
        "1",
        new String("/source"),
        type == null ? null : new String(type),
        new String(stream),
        new String(subject),
        null,
        contentType == null ? null : new String(contentType),
        null,
        Map.of(),
        null);
  }
}
