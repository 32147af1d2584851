package io.tidings.chaos.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What happened, by kind and in order of time. Entries of one time keep the order in which they
 * were written. Never changes.
 */
public final class History {

  private final Map<Class<?>, List<Entry>> kinds = new HashMap<>();

  private History() {}

  public static History of(Collection<? extends Entry> entries) {
    History history = new History();
    entries.forEach(history::add);
    return history.sorted();
  }

  /** Reads all files of a directory that a {@link HistoryFile} has written. */
  public static History in(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return read(
          files.filter(file -> file.toString().endsWith(HistoryFile.SUFFIX)).sorted().toList());
    }
  }

  /**
   * Reads files. A last line that its process did not live to finish is left out.
   *
   * @throws MalformedHistory if another line is not an entry
   */
  public static History read(List<Path> files) throws IOException {
    History history = new History();
    Line.Parser parser = new Line.Parser();
    for (Path file : files) {
      history.add(file, parser);
    }
    return history.sorted();
  }

  private void add(Path file, Line.Parser parser) throws IOException {
    boolean torn = isTorn(file);
    // A torn line may end within a character, which a reader of Files would refuse.
    try (InputStream bytes = Files.newInputStream(file);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8), 1 << 16)) {
      String next = lines.readLine();
      for (long number = 1; next != null; number++) {
        String line = next;
        next = lines.readLine();
        try {
          add(parser.parse(line));
        } catch (JsonProcessingException e) {
          if (next != null || !torn) {
            throw new MalformedHistory(file, number, e);
          }
        }
      }
    }
  }

  private static boolean isTorn(Path path) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      if (file.length() == 0) {
        return false;
      }
      file.seek(file.length() - 1);
      return file.read() != '\n';
    }
  }

  private void add(Entry entry) {
    kinds.computeIfAbsent(entry.getClass(), kind -> new ArrayList<>()).add(entry);
  }

  private History sorted() {
    kinds.values().forEach(entries -> entries.sort(Comparator.comparingLong(Entry::at)));
    return this;
  }

  /** All entries of a kind. */
  @SuppressWarnings("unchecked")
  public <E extends Entry> List<E> all(Class<E> kind) {
    return (List<E>) Collections.unmodifiableList(kinds.getOrDefault(kind, List.of()));
  }

  /** All entries; a copy. */
  public List<Entry> all() {
    return kinds.values().stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparingLong(Entry::at))
        .toList();
  }

  public long size() {
    return kinds.values().stream().mapToLong(List::size).sum();
  }

  /** When the first thing happened, or 0 if there is nothing; what was read in the end is none. */
  public long begin() {
    return Stream.of(
            Entry.Sent.class, Entry.Opened.class, Entry.Faulted.class, Entry.Witnessed.class)
        .map(this::all)
        .filter(entries -> !entries.isEmpty())
        .mapToLong(entries -> entries.get(0).at())
        .min()
        .orElse(0);
  }

  /** A time as people read it: seconds since the beginning. */
  public String time(long at) {
    return String.format(Locale.ROOT, "%.6f s", (at - begin()) / 1e9);
  }
}
