package io.tidings.chaos.stranger;

import java.util.List;
import java.util.Random;

/** Bytes that are no message of this version, or no message at all. */
final class Bodies {

  private static final byte FORMAT = 0x08;
  private static final byte KIND = 0x10;
  private static final byte BODY = 0x22;

  private Bodies() {}

  static List<byte[]> all(Random random) {
    byte[] noise = new byte[random.nextInt(1, 2_000)];
    random.nextBytes(noise);
    return List.of(
        envelope(0, 1),
        envelope(2, 1),
        envelope(99, 2),
        envelope(1, 120),
        // Formats and kinds that are known, and a body that says it is longer than it is.
        new byte[] {FORMAT, 1, KIND, (byte) random.nextInt(1, 30), BODY, 100},
        new byte[] {FORMAT, 1, KIND, (byte) random.nextInt(1, 30), BODY, 2, FORMAT, -1},
        new byte[0],
        noise);
  }

  private static byte[] envelope(int format, int kind) {
    return new byte[] {FORMAT, (byte) format, KIND, (byte) kind, BODY, 0};
  }
}
