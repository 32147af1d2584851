package io.tidings.log.embedded;

import io.tidings.log.embedded.EmbeddedPostgresException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** The superuser's password: made once, kept in a file that only its owner can read. */
final class Password {

  private static final int BYTES = 32;

  private Password() {}

  /** The kept one, or a new one for data that are yet to be made. Needs no escaping in a URI. */
  static String of(Path file, boolean dataExist) throws IOException {
    if (Files.exists(file)) {
      return Files.readString(file).strip();
    }
    if (dataExist) {
      throw new EmbeddedPostgresException(
          Reason.FAILED,
          "The password file "
              + file
              + " is missing, but there are data beside it. Put the file back, or move the data"
              + " away to begin with an empty log.");
    }
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    Directories.writePrivate(file, password);
    return password;
  }
}
