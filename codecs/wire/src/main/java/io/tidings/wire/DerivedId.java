package io.tidings.wire;

import io.tidings.model.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.UUID;

/** A UUID of version 7 (RFC 9562) whose random bits are a hash instead. */
final class DerivedId {

  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private DerivedId() {}

  static UUID of(Instant time, String... parts) {
    MessageDigest sha256 = Sha256.create();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      // The length first, so that "ab", "c" and "a", "bc" differ.
      sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
      sha256.update(bytes);
    }
    ByteBuffer hash = ByteBuffer.wrap(sha256.digest());
    long high = time.toEpochMilli() << 16 | VERSION_7 | hash.getShort() & 0x0fff;
    long low = VARIANT | hash.getLong() & ~(0b11L << 62);
    return new UUID(high, low);
  }
}
