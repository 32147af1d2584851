package io.tidings.chaos.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.chaos.history.Entry.Handled;
import io.tidings.chaos.history.Entry.Sent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HistoryFileTest {

  @TempDir private Path directory;
  private Path path;

  @BeforeEach
  void setUp() {
    path = directory.resolve("one" + HistoryFile.SUFFIX);
  }

  @Test
  void entries_of_every_kind_come_back_as_they_were_in_order_of_time() throws IOException {
    List<Entry> entries = Kinds.one();
    assertThat(entries.stream().<Class<?>>map(Entry::getClass).toList())
        .containsExactlyInAnyOrder(Entry.class.getPermittedSubclasses());
    try (HistoryFile first = HistoryFile.open(path);
        HistoryFile second = HistoryFile.open(directory.resolve("two" + HistoryFile.SUFFIX))) {
      for (int i = entries.size() - 1; i >= 0; i--) {
        (i % 2 == 0 ? first : second).write(entries.get(i));
      }
    }
    History history = History.in(directory);
    assertThat(history.all()).isEqualTo(entries);
    assertThat(history.all(Sent.class)).containsExactly((Sent) entries.get(0));
    assertThat(Files.readString(path)).contains("{\"kind\":\"Sent\",\"at\":1,");
  }

  @Test
  void an_entry_can_be_read_before_the_file_is_closed() throws IOException {
    try (HistoryFile file = HistoryFile.open(path)) {
      file.write(handled(1));
      assertThat(History.read(List.of(path)).all()).containsExactly(handled(1));
    }
  }

  @Test
  void a_torn_last_line_is_left_out_and_cut_off_by_a_successor() throws IOException {
    write(handled(1));
    Files.writeString(path, "{\"kind\":\"Handled\",\"at\":2,\"cons", StandardOpenOption.APPEND);
    assertThat(History.read(List.of(path)).all()).containsExactly(handled(1));
    write(handled(3));
    assertThat(History.read(List.of(path)).all()).containsExactly(handled(1), handled(3));
  }

  @Test
  void a_line_that_ends_within_a_character_is_torn_as_well() throws IOException {
    Files.write(path, new byte[] {'{', '"', (byte) 0xe2, (byte) 0x82});
    assertThat(History.read(List.of(path)).all()).isEmpty();
  }

  @Test
  void any_other_malformed_line_is_named_with_its_file_and_number() throws IOException {
    write(handled(1));
    Files.writeString(path, "nonsense\n", StandardOpenOption.APPEND);
    write(handled(2));
    assertThatThrownBy(() -> History.read(List.of(path)))
        .isInstanceOf(MalformedHistory.class)
        .hasMessageContaining(path + ", line 2 ");
  }

  @Test
  void a_malformed_last_line_that_was_finished_is_named_too() throws IOException {
    Files.writeString(path, "{\"kind\":\"Handled\",\"at\":2}\n");
    assertThatThrownBy(() -> History.read(List.of(path)))
        .isInstanceOf(MalformedHistory.class)
        .hasMessageContaining("line 1 ");
  }

  @Test
  void entries_of_many_threads_do_not_mix() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (HistoryFile file = HistoryFile.open(path)) {
      for (int i = 0; i < 2_000; i++) {
        Entry entry = handled(i);
        threads.execute(() -> file.write(entry));
      }
      threads.shutdown();
      assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      threads.shutdownNow();
    }
    assertThat(History.read(List.of(path)).all())
        .hasSize(2_000)
        .isSortedAccordingTo((a, b) -> Long.compare(a.at(), b.at()));
  }

  private void write(Entry entry) {
    try (HistoryFile file = HistoryFile.open(path)) {
      file.write(entry);
    }
  }

  private static Entry handled(long at) {
    return new Handled(at, "billing", "node-1", 7, "order-€", 2);
  }
}
