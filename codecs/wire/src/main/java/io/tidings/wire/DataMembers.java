package io.tidings.wire;

import io.tidings.model.Data;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The two members of an event that can hold its data. Which one counts, and what it means, is known
 * only at the end of the event; until then they are places in the text.
 */
final class DataMembers {

  private static final String DATA = "data";
  private static final String DATA_BASE64 = "data_base64";

  private final JsonScanner scanner;
  private final byte[] json;
  private int from = -1;
  private int to;
  private int base64From = -1;
  private int base64To;

  DataMembers(JsonScanner scanner, byte[] json) {
    this.scanner = scanner;
    this.json = json;
  }

  static boolean named(String member) {
    return member.equals(DATA) || member.equals(DATA_BASE64);
  }

  /** Remembers where the value stands; false if the member was there before. */
  boolean put(String member, int began, int ended) {
    boolean first;
    if (member.equals(DATA)) {
      first = from < 0;
      from = began;
      to = ended;
    } else {
      first = base64From < 0;
      base64From = began;
      base64To = ended;
    }
    return first;
  }

  /**
   * The data, or null if there is none. A {@code null} in {@code data} is data, the JSON text
   * {@code null}; in {@code data_base64}, or beside one, it is nothing.
   */
  Data read(String contentType) {
    if (base64From < 0 || json[base64From] == 'n') {
      return from < 0 ? null : inPlace(contentType);
    }
    if (json[base64From] != '"') {
      throw base64("is no string: send Base64", base64From);
    }
    if (from >= 0 && json[from] != 'n') {
      throw base64("is there beside 'data': send one of them", base64From);
    }
    return decoded(base64From + 1, base64To - 1);
  }

  private Data inPlace(String contentType) {
    if (json[from] != '"' || ContentTypes.isJson(contentType)) {
      return slice(Data.Form.JSON, from, to);
    }
    for (int at = from + 1; at < to - 1; at++) {
      if (json[at] == '\\') {
        String text = JsonStrings.unescape(scanner, json, from + 1, to - 1, DATA);
        return Data.of(Data.Form.TEXT, text.getBytes(StandardCharsets.UTF_8));
      }
    }
    return slice(Data.Form.TEXT, from + 1, to - 1);
  }

  /** In place; or a copy, if the data would keep an array in memory that is mostly not its own. */
  private Data slice(Data.Form form, int began, int ended) {
    int length = ended - began;
    if (length >= json.length / 2) {
      return Data.view(form, json, began, length);
    }
    byte[] copy = new byte[length];
    System.arraycopy(json, began, copy, 0, length);
    return Data.of(form, copy);
  }

  private Data decoded(int began, int ended) {
    byte[] text = new byte[ended - began];
    int length = 0;
    for (int at = began; at < ended; at += unit(at)) {
      char c = json[at] == '\\' ? JsonStrings.escape(json, at) : (char) (json[at] & 0xff);
      boolean padding = c == '=' && remaining(at, ended) <= 2;
      if (!padding && !alphabet(c)) {
        throw base64("has a character here that Base64 has not: send standard Base64", at);
      }
      text[length++] = (byte) c;
    }
    if (length % 4 != 0) {
      throw base64("ends here, in the middle of a group of 4: send it whole, padded with =", ended);
    }
    try {
      ByteBuffer bytes = Base64.getDecoder().decode(ByteBuffer.wrap(text, 0, length));
      return Data.view(Data.Form.BINARY, bytes.array(), 0, bytes.limit());
    } catch (IllegalArgumentException padding) {
      throw base64("has padding here that does not fit: send standard Base64", ended);
    }
  }

  private int unit(int at) {
    return json[at] == '\\' ? JsonStrings.escapeLength(json, at) : 1;
  }

  private int remaining(int at, int ended) {
    int characters = 0;
    for (int next = at; next < ended && characters < 3; next += unit(next)) {
      characters++;
    }
    return characters;
  }

  private static boolean alphabet(char c) {
    return c >= 'A' && c <= 'Z'
        || c >= 'a' && c <= 'z'
        || c >= '0' && c <= '9'
        || c == '+'
        || c == '/';
  }

  private MalformedEvent base64(String problem, int at) {
    return MalformedEvent.attribute(DATA_BASE64, problem, scanner.offset(at));
  }
}
