package io.tidings.chaos.history;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Appends entries to a file, a line each. An entry has been handed to the operating system when
 * {@link #write} returns, so the end of this process loses nothing. Each process needs a file of
 * its own; a successor of a process that was killed may go on with its file.
 */
public final class HistoryFile implements Recorder, AutoCloseable {

  /** Names of such files end like this. */
  public static final String SUFFIX = ".history";

  private final Path path;
  // Not a channel: an interrupt of a writing thread would close that for all of them.
  private final OutputStream out;

  private HistoryFile(Path path, OutputStream out) {
    this.path = path;
    this.out = out;
  }

  /**
   * Opens a file to append to it, and creates it and its directory if need be. What a killed
   * process wrote of a last line is cut off.
   */
  public static HistoryFile open(Path path) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
        file.setLength(endOfLastLine(file));
      }
      return new HistoryFile(path, new FileOutputStream(path.toFile(), true));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the history " + path, e);
    }
  }

  private static long endOfLastLine(RandomAccessFile file) throws IOException {
    for (long end = file.length(); end > 0; end--) {
      file.seek(end - 1);
      if (file.read() == '\n') {
        return end;
      }
    }
    return 0;
  }

  @Override
  public void write(Entry entry) {
    byte[] line = Line.of(entry);
    try {
      synchronized (out) {
        out.write(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the history " + path, e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the history " + path, e);
    }
  }
}
