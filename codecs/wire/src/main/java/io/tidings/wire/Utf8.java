package io.tidings.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** UTF-8 as RFC 3629 defines it: no overlong forms, no surrogates, nothing beyond U+10FFFF. */
final class Utf8 {

  /** Eight bytes at once; the first one is the lowest of the long. */
  static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  /** The index of the first byte that begins no character; -1 if there is none. */
  static int firstMalformed(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (to - at >= Long.BYTES && ((long) EIGHT.get(bytes, at) & HIGH_BITS) == 0) {
        at += Long.BYTES;
      } else if (bytes[at] >= 0) {
        at++;
      } else {
        int length = lengthAt(bytes, at, to);
        if (length == 0) {
          return at;
        }
        at += length;
      }
    }
    return -1;
  }

  /** How many bytes the character takes that begins with this byte above 0x7f; 0 if none does. */
  private static int lengthAt(byte[] bytes, int at, int to) {
    int lead = bytes[at] & 0xff;
    if (lead >= 0xc2 && lead <= 0xdf) {
      return follows(bytes, at + 1, to, 0x80, 0xbf) ? 2 : 0;
    }
    if (lead >= 0xe0 && lead <= 0xef) {
      int low = lead == 0xe0 ? 0xa0 : 0x80;
      int high = lead == 0xed ? 0x9f : 0xbf;
      return follows(bytes, at + 1, to, low, high) && follows(bytes, at + 2, to, 0x80, 0xbf)
          ? 3
          : 0;
    }
    if (lead >= 0xf0 && lead <= 0xf4) {
      int low = lead == 0xf0 ? 0x90 : 0x80;
      int high = lead == 0xf4 ? 0x8f : 0xbf;
      return follows(bytes, at + 1, to, low, high)
              && follows(bytes, at + 2, to, 0x80, 0xbf)
              && follows(bytes, at + 3, to, 0x80, 0xbf)
          ? 4
          : 0;
    }
    return 0;
  }

  private static boolean follows(byte[] bytes, int at, int to, int low, int high) {
    return at < to && (bytes[at] & 0xff) >= low && (bytes[at] & 0xff) <= high;
  }
}
