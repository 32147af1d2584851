package io.tidings.gateway.http;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoded UTF-8, read strictly: nothing is replaced that cannot be read. */
public final class Percent {

  private Percent() {}

  /** A segment of a path. */
  public static String decodePath(String encoded, ProblemKind refusal) {
    return decode(encoded, false, refusal);
  }

  /** A name or value of a query, in which {@code +} is a space. */
  static String decodeQuery(String encoded) {
    return decode(encoded, true, ProblemKind.BAD_PARAMETER);
  }

  /** For a path or a query: nothing but unreserved characters stays as it is. */
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String decode(String encoded, boolean plusIsSpace, ProblemKind refusal) {
    ByteBuffer bytes = ByteBuffer.allocate(encoded.length() * 3);
    for (int at = 0; at < encoded.length(); at++) {
      char c = encoded.charAt(at);
      if (c == '%') {
        bytes.put((byte) hex(encoded, at, refusal));
        at += 2;
      } else if (c == '+' && plusIsSpace) {
        bytes.put((byte) ' ');
      } else {
        bytes.put(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw Problem.of(refusal, "'" + encoded + "' is not UTF-8 in percent-encoding: encode it so");
    }
  }

  private static int hex(String encoded, int at, ProblemKind refusal) {
    int high = at + 2 < encoded.length() ? Character.digit(encoded.charAt(at + 1), 16) : -1;
    int low = at + 2 < encoded.length() ? Character.digit(encoded.charAt(at + 2), 16) : -1;
    if (high < 0 || low < 0) {
      throw Problem.of(
          refusal, "'" + encoded + "' has a bad escape at character " + at + ": write % as %25");
    }
    return high << 4 | low;
  }
}
