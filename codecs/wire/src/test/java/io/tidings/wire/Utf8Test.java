package io.tidings.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class Utf8Test {

  @Test
  void every_pair_of_bytes_is_judged_as_the_jdk_judges_it() {
    for (int pair = 0; pair < 0x10000; pair++) {
      assertAsTheJdk(new byte[] {'a', (byte) (pair >> 8), (byte) pair, 'z'});
    }
  }

  @Test
  void long_sequences_are_judged_as_the_jdk_judges_them() {
    Random random = new Random(7);
    byte[] leads = {(byte) 0xe0, (byte) 0xed, (byte) 0xef, (byte) 0xf0, (byte) 0xf4, (byte) 0xf5};
    for (int round = 0; round < 100_000; round++) {
      byte[] bytes = new byte[12];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] = (byte) (random.nextInt(8) == 0 ? random.nextInt(256) : 'a' + random.nextInt(3));
      }
      int lead = random.nextInt(9);
      bytes[lead] = leads[random.nextInt(leads.length)];
      for (int next = 1; next <= 3; next++) {
        bytes[lead + next] = (byte) (0x78 + random.nextInt(0x50));
      }
      assertAsTheJdk(bytes);
    }
  }

  private static void assertAsTheJdk(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    boolean malformed =
        StandardCharsets.UTF_8
            .newDecoder()
            .decode(in, CharBuffer.allocate(bytes.length), true)
            .isMalformed();
    assertThat(Utf8.firstMalformed(bytes, 0, bytes.length))
        .isEqualTo(malformed ? in.position() : -1);
  }
}
