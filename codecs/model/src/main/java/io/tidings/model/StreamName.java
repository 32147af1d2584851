package io.tidings.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What can be told from the name of a stream: {@code order-A123} is of the category {@code order}.
 * Names are any Unicode text of 1 to {@value #MAX_BYTES} bytes in UTF-8 without U+0000.
 */
public final class StreamName {

  public static final int MAX_BYTES = 512;

  /** How many slots work is divided into. */
  public static final int SLOTS = 1024;

  /** Direct-mapped: every segment of every consumer of a node asks about the same streams. */
  private static final int REMEMBERED = 1 << 14;

  private record Known(String stream, int slot) {}

  private static final Known[] KNOWN = new Known[REMEMBERED];

  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(StreamName::sha256);

  private StreamName() {}

  /**
   * The name itself.
   *
   * @throws InvalidEvent if it is missing, empty, too long, or has what cannot be recorded
   */
  public static String require(String stream) {
    return Text.required("stream", stream, MAX_BYTES);
  }

  /** What stands before the first {@code -}; the whole name if there is none. */
  public static String category(String stream) {
    int dash = stream.indexOf('-');
    return dash < 0 ? stream : stream.substring(0, dash);
  }

  /**
   * The slot, 0 to 1023: the first two bytes, big-endian, of the SHA-256 of the name in UTF-8,
   * modulo 1024. The SQL function {@code slot} and every client library give the same.
   */
  public static int slot(String stream) {
    int at = spread(stream.hashCode()) & (REMEMBERED - 1);
    Known known = KNOWN[at];
    if (known == null || !known.stream().equals(stream)) {
      // Threads that race overwrite each other's entries, each of which is right.
      known = new Known(stream, hash(stream));
      KNOWN[at] = known;
    }
    return known.slot();
  }

  private static int spread(int hash) {
    return hash ^ hash >>> 16;
  }

  private static int hash(String stream) {
    byte[] hash = SHA_256.get().digest(stream.getBytes(StandardCharsets.UTF_8));
    return ((hash[0] & 0xff) << 8 | hash[1] & 0xff) % SLOTS;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
