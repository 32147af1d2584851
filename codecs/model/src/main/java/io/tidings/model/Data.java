package io.tidings.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;

/**
 * The payload of an event: the exact bytes that the producer sent, and the form in which
 * CloudEvents JSON shows them. Immutable, apart from a cache of the typed value, and safe to share
 * between threads.
 */
public final class Data {

  /** How the bytes stand in a CloudEvents JSON document. */
  public enum Form {
    /** The bytes are a JSON text and stand in {@code data} as they are. */
    JSON,
    /** The bytes are UTF-8 text and stand in {@code data} as a JSON string. */
    TEXT,
    /** Any bytes; they stand in {@code data_base64}. */
    BINARY
  }

  private record Typed(Class<?> type, Object value) {}

  private final Form form;
  private final byte[] array;
  private final int offset;
  private final int length;
  private volatile Typed typed;

  private Data(Form form, byte[] array, int offset, int length) {
    this.form = Objects.requireNonNull(form, "form");
    Objects.checkFromIndexSize(offset, length, array.length);
    this.array = array;
    this.offset = offset;
    this.length = length;
  }

  /** Data over the whole array, which is not copied and must not change any more. */
  public static Data of(Form form, byte[] bytes) {
    return new Data(form, bytes, 0, bytes.length);
  }

  /** Data over a part of the array, which is not copied and must not change any more. */
  public static Data view(Form form, byte[] array, int offset, int length) {
    return new Data(form, array, offset, length);
  }

  /** JSON data whose typed value is known already, so that nobody in this JVM decodes it (D3). */
  public static Data encoded(byte[] json, Object value) {
    Data data = of(Form.JSON, json);
    data.typed = new Typed(value.getClass(), value);
    return data;
  }

  public Form form() {
    return form;
  }

  public int length() {
    return length;
  }

  /** A read-only view of the bytes; each call gives a new one. */
  public ByteBuffer bytes() {
    return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer();
  }

  /** A copy of the bytes. */
  public byte[] toByteArray() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }

  /** Copies all the bytes to {@code target}, beginning at {@code at}. */
  public void copyTo(byte[] target, int at) {
    System.arraycopy(array, offset, target, at, length);
  }

  /** The bytes read as UTF-8; malformed ones become U+FFFD. */
  public String text() {
    return new String(array, offset, length, StandardCharsets.UTF_8);
  }

  /**
   * The typed value: decoded at the first call for a type, the same instance from then on. Two
   * threads that race may both decode; the value must therefore be immutable.
   *
   * @throws RuntimeException what {@code decoder} throws; the next call decodes again
   */
  public <T> T as(Class<T> type, Function<Data, T> decoder) {
    Typed known = typed;
    if (known != null && known.type() == type) {
      return type.cast(known.value());
    }
    T value = decoder.apply(this);
    typed = new Typed(type, value);
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Data that
        && form == that.form
        && Arrays.equals(
            array, offset, offset + length, that.array, that.offset, that.offset + that.length);
  }

  @Override
  public int hashCode() {
    int hash = form.ordinal();
    for (int at = offset; at < offset + length; at++) {
      hash = 31 * hash + array[at];
    }
    return hash;
  }

  /** The form and the length; never the bytes, which may be nobody's business in a log file. */
  @Override
  public String toString() {
    return form + "(" + length + " bytes)";
  }
}
