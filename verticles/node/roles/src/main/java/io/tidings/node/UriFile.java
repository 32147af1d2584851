package io.tidings.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where the embedded server of a directory is reached while it runs: the file {@code uri} in it,
 * with the password and hence for its owner alone. Nodes with {@code --log shared} read it, and so
 * may people.
 */
final class UriFile {

  private static final String NAME = "uri";

  private UriFile() {}

  /** Secret. */
  static String read(Path directory) throws IOException {
    try {
      return Files.readString(directory.resolve(NAME)).strip();
    } catch (NoSuchFileException none) {
      throw new IOException(
          "no embedded server is shared in " + directory + ": start one there first", none);
    }
  }

  /** Takes the place of one that a server has left behind that was killed. */
  static void write(Path directory, String uri) throws IOException {
    Path file = directory.resolve(NAME);
    Path draft = directory.resolve(NAME + ".new");
    Files.deleteIfExists(draft);
    Files.createFile(
        draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(draft, uri + "\n");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** When the server is about to stop; there is nothing to be done about a failure. */
  static void delete(Path directory) {
    directory.resolve(NAME).toFile().delete();
  }
}
