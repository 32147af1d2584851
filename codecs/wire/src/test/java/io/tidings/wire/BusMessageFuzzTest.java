package io.tidings.wire;

import static io.tidings.wire.Allocations.bounded;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vertx.core.buffer.Buffer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes over the bus is a message, or refused as none. */
@DisplayNameGeneration(ReplaceUnderscores.class)
@Timeout(60)
class BusMessageFuzzTest {

  private final TidingsCodec codec = new TidingsCodec();

  static Stream<byte[]> samples() {
    return BusSamples.all().values().stream().map(Messages::write);
  }

  @MethodSource("samples")
  @FuzzTest
  void any_bytes_are_a_message_or_refused(byte[] bytes) {
    assertThat(bounded(bytes.length, () -> codec.decodeFromWire(0, Buffer.buffer(bytes))))
        .isNotNull();
    Object message = read(bytes.length, () -> Messages.read(bytes));
    if (message != null && !(message instanceof UnknownMessage)) {
      Buffer written = Buffer.buffer();
      codec.encodeToWire(written, message);
      assertThat(codec.decodeFromWire(0, written)).isEqualTo(message);
    }
  }

  private static Object read(int length, Supplier<Object> reading) {
    try {
      return bounded(length, reading);
    } catch (MalformedMessage refused) {
      assertThat(refused).hasMessageStartingWith("malformed message on the bus: ");
      return null;
    }
  }
}
