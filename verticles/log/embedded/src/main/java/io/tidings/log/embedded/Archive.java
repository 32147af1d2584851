package io.tidings.log.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** A tar.xz of PostgreSQL's binaries. Needs neither tar nor xz on the machine. */
record Archive(URL url) {

  private static final int EXECUTABLE = 0100;

  /** Tells one build from another; read from the jar's index, so it costs no reading of 15 MB. */
  String fingerprint() throws IOException {
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    if (connection instanceof JarURLConnection jar) {
      try (JarFile file = jar.getJarFile()) {
        return Long.toHexString(file.getEntry(jar.getEntryName()).getCrc());
      }
    }
    CRC32 crc = new CRC32();
    try (InputStream in = new CheckedInputStream(connection.getInputStream(), crc)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return Long.toHexString(crc.getValue());
  }

  void unpackInto(Path home) throws IOException {
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new XZInputStream(new BufferedInputStream(connection.getInputStream())))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(tar, entry, home);
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path home)
      throws IOException {
    Path target = within(home, home.resolve(entry.getName()));
    if (entry.isDirectory()) {
      Directories.createReadableByAll(target);
      return;
    }
    Directories.createReadableByAll(target.getParent());
    if (entry.isSymbolicLink()) {
      Path link = Path.of(entry.getLinkName());
      within(home, target.resolveSibling(link));
      Files.createSymbolicLink(target, link);
    } else {
      Files.copy(tar, target);
      Directories.setMode(target, (entry.getMode() & EXECUTABLE) != 0 ? "rwxr-xr-x" : "rw-r--r--");
    }
  }

  private static Path within(Path home, Path path) throws IOException {
    if (!path.normalize().startsWith(home)) {
      throw new IOException("The archive of PostgreSQL's binaries points outside itself: " + path);
    }
    return path.normalize();
  }
}
