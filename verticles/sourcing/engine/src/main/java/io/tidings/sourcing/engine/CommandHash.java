package io.tidings.sourcing.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidings.model.NewEvent;
import io.tidings.model.Sha256;
import java.security.MessageDigest;
import java.util.HexFormat;

/** What tells a command from another one of the same source and id: its type, and its data. */
final class CommandHash {

  private static final int BYTES = 16;

  private CommandHash() {}

  /** The same wherever the command is sent from, byte for byte as it was sent the first time. */
  static String of(NewEvent command) {
    MessageDigest sha256 = Sha256.create();
    sha256.update(command.type().getBytes(UTF_8));
    sha256.update((byte) 0);
    if (command.data() != null) {
      sha256.update(command.data().bytes());
    }
    return HexFormat.of().formatHex(sha256.digest(), 0, BYTES);
  }
}
