package io.tidings.gateway.consumers;

import io.tidings.consumers.HeldStreams.Replacement;
import io.tidings.gateway.http.JsonBody;
import io.tidings.gateway.http.Problem;
import io.tidings.gateway.http.ProblemKind;
import io.tidings.model.Data;
import io.tidings.wire.CloudEventsJson;
import io.tidings.wire.MalformedEvent;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The payload that is to stand in for another one, byte for byte as it was sent. */
final class EditBody {

  static final Set<String> MEMBERS = Set.of("data", "data_base64", "datacontenttype", "by", "why");

  /** The members mean what they mean in an event, so they are read as those of one. */
  private static final byte[] REST_OF_AN_EVENT =
      "{\"specversion\":\"1.0\",\"id\":\"-\",\"source\":\"-\",\"type\":\"-\""
          .getBytes(StandardCharsets.US_ASCII);

  private EditBody() {}

  /**
   * @throws Problem if there is no payload, or more than one
   */
  static Replacement read(JsonBody body, int maxBytes) {
    String contentType = body.members().text("datacontenttype");
    Data data = data(body.bytes());
    if (data == null) {
      throw body.members()
          .bad("data", "is not there: give data, or data_base64, and datacontenttype");
    }
    if (data.length() > maxBytes) {
      throw Problem.of(
              ProblemKind.EVENT_TOO_LARGE,
              "The data are over the limit of " + maxBytes + " bytes of an event: send less")
          .with("limit", maxBytes);
    }
    return new Replacement(contentType, data.form().name(), data.toByteArray());
  }

  private static Data data(byte[] body) {
    int brace = 0;
    while (brace < body.length && body[brace] != '{') {
      brace++;
    }
    int next = brace + 1;
    while (next < body.length && body[next] <= ' ') {
      next++;
    }
    if (next >= body.length || body[next] == '}') {
      return null;
    }
    byte[] event = new byte[REST_OF_AN_EVENT.length + 1 + body.length - next];
    System.arraycopy(REST_OF_AN_EVENT, 0, event, 0, REST_OF_AN_EVENT.length);
    event[REST_OF_AN_EVENT.length] = ',';
    System.arraycopy(body, next, event, REST_OF_AN_EVENT.length + 1, body.length - next);
    try {
      return CloudEventsJson.read(event).data();
    } catch (MalformedEvent malformed) {
      String member = malformed.attribute() == null ? "data" : malformed.attribute();
      throw Problem.of(ProblemKind.BAD_MEMBER, malformed.getMessage()).with("member", member);
    }
  }
}
