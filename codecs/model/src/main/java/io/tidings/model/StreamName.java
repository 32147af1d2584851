package io.tidings.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * What can be told from the name of a stream: {@code order-A123} is of the category {@code order}.
 * Names are any Unicode text of 1 to {@value #MAX_BYTES} bytes in UTF-8 without U+0000.
 */
public final class StreamName {

  public static final int MAX_BYTES = 512;

  /** How many slots work is divided into. */
  public static final int SLOTS = 1024;

  /**
   * Direct-mapped. Every segment of every consumer of a node asks about the same streams: events
   * that are read get the strings that are here, so that they are found without comparing.
   */
  private static final int REMEMBERED = 1 << 14;

  private static final Known[] KNOWN = new Known[REMEMBERED];

  /** A name that was checked. Threads that race compute the same slot. */
  private static final class Known {
    private final String name;
    private int slotAndOne;

    Known(String name) {
      this.name = name;
    }
  }

  private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Sha256::create);

  private StreamName() {}

  /**
   * The name itself, or an equal string.
   *
   * @throws InvalidEvent if it is missing, empty, too long, or has what cannot be recorded
   */
  public static String require(String stream) {
    String known = known(stream);
    if (known == null) {
      known = Text.required("stream", stream, MAX_BYTES);
      KNOWN[place(known)] = new Known(known);
    }
    return known;
  }

  /** The string that is remembered of this name, or null. */
  static String known(String stream) {
    Known found = stream == null ? null : find(stream);
    return found == null ? null : found.name;
  }

  private static Known find(String stream) {
    Known known = KNOWN[place(stream)];
    return known != null && known.name.equals(stream) ? known : null;
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
    Known known = find(stream);
    if (known == null) {
      return hash(stream);
    }
    if (known.slotAndOne == 0) {
      known.slotAndOne = hash(stream) + 1;
    }
    return known.slotAndOne - 1;
  }

  private static int place(String stream) {
    int hash = stream.hashCode();
    return (hash ^ hash >>> 16) & REMEMBERED - 1;
  }

  private static int hash(String stream) {
    byte[] hash = SHA_256.get().digest(stream.getBytes(StandardCharsets.UTF_8));
    return ((hash[0] & 0xff) << 8 | hash[1] & 0xff) % SLOTS;
  }
}
