package io.tidings.chaos.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.util.zip.CRC32;

/** What an event says, in a few characters. */
public final class Content {

  private Content() {}

  /**
   * The same for who sends, who receives and who reads the table, as long as the data is JSON
   * without needless spaces.
   */
  public static String digest(String type, String data) {
    CRC32 sum = new CRC32();
    sum.update(type.getBytes(UTF_8));
    sum.update(0);
    sum.update(data.getBytes(UTF_8));
    return Long.toHexString(sum.getValue());
  }

  /** Of an event in CloudEvents' JSON. */
  public static String digest(JsonObject event) {
    Object data = event.getValue("data");
    return digest(
        event.getString("type"),
        data instanceof JsonObject object ? object.encode() : String.valueOf(data));
  }
}
