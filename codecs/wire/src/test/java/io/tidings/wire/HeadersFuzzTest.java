package io.tidings.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;

/** Whatever is posted in binary mode is an event, or refused. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class HeadersFuzzTest {

  /** Lines of {@code name:value}, an empty line, the body. */
  @FuzzTest
  void any_headers_and_body_are_an_event_or_refused(byte[] request) {
    String text = new String(request, ISO_8859_1);
    int end = text.indexOf("\n\n");
    String head = end < 0 ? text : text.substring(0, end);
    byte[] body = end < 0 ? new byte[0] : text.substring(end + 2).getBytes(ISO_8859_1);
    List<Map.Entry<String, String>> headers = headers(head);

    CloudEventsHttp.isBinary(headers);
    try {
      NewEvent event =
          Allocations.bounded(request.length, () -> CloudEventsHttp.read(headers, body));
      RecordedEvent recorded = new RecordedEvent(event, 1, 1, 1, Instant.EPOCH);
      assertThat(Messages.read(Messages.write(recorded))).isEqualTo(recorded);
      NewEvent fromJson = CloudEventsJson.read(CloudEventsJson.write(recorded));
      assertThat(fromJson.extensions()).isEqualTo(event.extensions());
      assertThat(fromJson.stream()).isEqualTo(event.stream());
    } catch (MalformedEvent refused) {
      assertThat(refused.byteOffset()).isBetween(-1L, (long) body.length);
    }
  }

  private static List<Map.Entry<String, String>> headers(String head) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    for (String line : head.split("\n")) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.add(Map.entry(line.substring(0, colon), line.substring(colon + 1)));
      }
    }
    return headers;
  }
}
