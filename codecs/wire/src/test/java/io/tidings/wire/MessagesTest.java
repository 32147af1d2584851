package io.tidings.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.model.Append;
import io.tidings.model.Data;
import io.tidings.model.Frame;
import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MessagesTest {

  private static final Path GOLDEN = Path.of("../vectors/bus");
  private static final Path FOUND =
      Path.of(
          "src/test/resources/io/tidings/wire/BusMessageFuzzTestInputs",
          "any_bytes_are_a_message_or_refused");

  @Test
  void every_message_comes_back_as_it_was_written() {
    BusSamples.all()
        .forEach(
            (name, message) ->
                assertThat(Messages.read(Messages.write(message))).isEqualTo(message));
  }

  @Test
  void the_golden_files_are_read_for_ever_and_written_alike() throws IOException {
    for (Map.Entry<String, Object> sample : BusSamples.all().entrySet()) {
      Path file = GOLDEN.resolve(sample.getKey() + ".hex");
      byte[] golden = HexFormat.of().parseHex(Files.readString(file).replaceAll("\\s", ""));

      assertThat(Messages.read(golden)).as(file.toString()).isEqualTo(sample.getValue());
      assertThat(Messages.write(sample.getValue())).as(file.toString()).isEqualTo(golden);
    }
  }

  @Test
  void extensions_keep_their_types() {
    NewEvent event =
        NewEvent.builder("1", "/shop", "t")
            .extension("text", "")
            .extension("most", Integer.MAX_VALUE)
            .extension("least", Integer.MIN_VALUE)
            .extension("yes", true)
            .extension("no", false)
            .build();
    Frame frame = new Frame(List.of(BusSamples.recorded(event, 35)));

    assertThat(Messages.read(Messages.write(frame))).isEqualTo(frame);
  }

  @Test
  void data_of_every_form_and_size_keeps_its_bytes() {
    for (Data.Form form : Data.Form.values()) {
      for (int size : new int[] {0, 1, 100, 127, 128, 16_300, 16_384, 70_000, 2_100_000}) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        NewEvent event = NewEvent.builder("1", "/shop", "t").data(Data.of(form, bytes)).build();
        RecordedEvent recorded = BusSamples.recorded(event, 35);
        Frame frame = new Frame(List.of(recorded, BusSamples.recorded(event, 36)));

        assertThat(Messages.read(Messages.write(recorded))).isEqualTo(recorded);
        assertThat(Messages.read(Messages.write(frame))).isEqualTo(frame);
      }
    }
  }

  @Test
  void fields_of_a_later_version_are_passed_over() {
    byte[] written = Messages.write(BusSamples.recorded(BusSamples.minimal("1"), 35));
    // field 99: one byte; field 98: a fixed 64-bit number
    byte[] unknown = HexFormat.of().parseHex("9a060142" + "91060102030405060708");
    byte[] later = Arrays.copyOf(written, written.length + unknown.length);
    System.arraycopy(unknown, 0, later, written.length, unknown.length);

    assertThat(Messages.read(later)).isEqualTo(Messages.read(written));
  }

  @Test
  void a_later_format_and_an_unknown_kind_are_no_errors() {
    assertThat(Messages.read(HexFormat.of().parseHex("0802" + "1001" + "2200")))
        .isEqualTo(new UnknownMessage(2, 1));
    assertThat(Messages.read(HexFormat.of().parseHex("0801" + "1063" + "2200")))
        .isEqualTo(new UnknownMessage(1, 99));
  }

  /** As a version before boundaries read them: fields that it does not know are passed over. */
  @Test
  void a_version_that_does_not_know_conditions_finds_nothing_to_carry_out() {
    Append append = BusSamples.onCondition().appends().get(0);
    WireWriter to = new WireWriter();
    AppendWire.writeRequest(to, new AppendRequest(List.of(append)));
    WireReader appends = new WireReader(to.array(), 0, to.length(), to.strings());
    appends.next();
    List<Integer> fields = fields(appends.message());

    assertThat(fields).as("events, which it records").doesNotContain(1).contains(2, 3, 4);
    WireWriter query = new WireWriter();
    ReadWire.writeQuery(query, BusSamples.withinBoundary());
    assertThat(fields(new WireReader(query.array(), 0, query.length(), List.of())))
        .as("the limit, without which no query is valid")
        .doesNotContain(11)
        .contains(12, 13);
  }

  private static List<Integer> fields(WireReader message) {
    List<Integer> fields = new ArrayList<>();
    for (int field = message.next(); field != 0; field = message.next()) {
      fields.add(field);
      message.skip();
    }
    return fields;
  }

  @Test
  void any_bytes_give_a_message_or_a_clear_refusal() {
    Random random = new Random(20261123);
    List<byte[]> corpus = BusSamples.all().values().stream().map(Messages::write).toList();
    IntStream.range(0, 200_000)
        .forEach(
            round -> {
              byte[] bytes = corpus.get(round % corpus.size()).clone();
              for (int change = 0; change <= random.nextInt(4); change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
              }
              byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
              readOrRefuse(round % 2 == 0 ? bytes : cut);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "frame-with-a-hole-inside",
        "negative-position",
        "negative-head",
        "receipt-without-names",
        "stale-without-stream",
        "length-of-2-gigabytes",
        "negative-length"
      })
  void what_cannot_be_is_refused(String input) throws IOException {
    byte[] bytes = Files.readAllBytes(FOUND.resolve(input));

    assertThatThrownBy(() -> Messages.read(bytes)).isInstanceOf(MalformedMessage.class);
  }

  @Test
  void a_call_without_a_body_comes_back_without_one() throws IOException {
    Object call = Messages.read(Files.readAllBytes(FOUND.resolve("call-without-body")));

    assertThat(call).isEqualTo(new Call("x", null));
    assertThat(Messages.read(Messages.write(call))).isEqualTo(call);
  }

  @Test
  void a_message_that_is_none_of_ours_is_refused() {
    assertThatThrownBy(() -> Messages.write("hello"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.String");
  }

  private static void readOrRefuse(byte[] bytes) {
    try {
      Messages.read(bytes);
    } catch (MalformedMessage refused) {
      assertThat(refused).hasMessageStartingWith("malformed message on the bus");
    }
  }
}
