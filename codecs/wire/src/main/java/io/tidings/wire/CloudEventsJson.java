package io.tidings.wire;

import io.tidings.model.NewEvent;
import io.tidings.model.RecordedEvent;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Objects;

/**
 * CloudEvents 1.0 in its JSON format, both ways. What a producer sent comes back as sent: {@code
 * data} byte for byte, white space and the spelling of numbers included; {@code time} with its
 * offset and precision; extension attributes with their types. Any thread may call any method.
 *
 * <p>Reading is strict. It takes UTF-8 alone, refuses a member that is there twice, and anything
 * after the event. Inside {@code data} any JSON goes that is at most {@value JsonScanner#MAX_DEPTH}
 * levels deep, the event included, with numbers of at most {@value JsonScanner#MAX_NUMBER_LENGTH}
 * digits. Attributes that begin with {@code tidings} are passed over, so that what was written here
 * can be read again.
 *
 * <p>Data that is a JSON string is taken for text if the content type is not JSON; data in {@code
 * data_base64} is binary; everything else is JSON.
 */
public final class CloudEventsJson {

  private CloudEventsJson() {}

  /**
   * The event in a part of the array. The array must not change any more: the data may stand in it.
   *
   * @throws MalformedEvent with byte offsets counted from {@code offset}
   */
  public static NewEvent read(byte[] json, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, json.length);
    return new CloudEventsJsonReader(json, offset, length).single();
  }

  /** The event in the whole array; see {@link #read(byte[], int, int)}. */
  public static NewEvent read(byte[] json) {
    return read(json, 0, json.length);
  }

  /**
   * The events of a batch in their order, none if the batch is empty. The array must not change any
   * more: data may stand in it.
   *
   * @throws MalformedEvent if one of them is malformed or too large, or if there are too many; it
   *     names the index of the event
   */
  public static List<NewEvent> readBatch(byte[] json, Limits limits) {
    return new CloudEventsJsonReader(json, 0, json.length).batch(limits);
  }

  /**
   * The event as one JSON text: the attributes in a fixed order, extension attributes by name, then
   * where the event was recorded ({@code tidingsstream}, {@code tidingsversion}, {@code
   * tidingsposition}, {@code tidingsepoch}, {@code tidingsrecorded}: all of them strings, since an
   * integer of CloudEvents has 32 bits), then the data.
   */
  public static byte[] write(RecordedEvent event) {
    JsonWriter json = writer(event.event());
    CloudEventsJsonWriter.write(json, event);
    return json.toByteArray();
  }

  /** Appends what {@link #write} gives. */
  public static void append(Buffer to, RecordedEvent event) {
    JsonWriter json = writer(event.event());
    CloudEventsJsonWriter.write(json, event);
    json.appendTo(to);
  }

  /**
   * Appends the event without a line break in it or after it, for formats of one event a line. Line
   * breaks in JSON data, where they can only be white space, become spaces; all else is as in
   * {@link #write}.
   */
  public static void appendLine(Buffer to, RecordedEvent event) {
    JsonWriter json = writer(event.event());
    CloudEventsJsonWriter.write(json, event);
    json.joinLines();
    json.appendTo(to);
  }

  /** Appends the events as a JSON array. */
  public static void appendBatch(Buffer to, List<RecordedEvent> events) {
    to.appendByte((byte) '[');
    for (int index = 0; index < events.size(); index++) {
      if (index > 0) {
        to.appendByte((byte) ',');
      }
      append(to, events.get(index));
    }
    to.appendByte((byte) ']');
  }

  /**
   * Appends an event that is not recorded yet: as {@link #write}, with {@code tidingsstream} alone
   * of where it will be.
   */
  public static void append(Buffer to, NewEvent event) {
    JsonWriter json = writer(event);
    CloudEventsJsonWriter.write(json, event);
    json.appendTo(to);
  }

  private static JsonWriter writer(NewEvent event) {
    int data = event.data() == null ? 0 : event.data().length();
    return new JsonWriter(768 + data + data / 8);
  }
}
