package io.tidings.sourcing.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidings.model.Sha256;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * What the JSON of a state looks like, as a short text: it differs when components are added,
 * removed, renamed or of another type, at any depth. Names of records do not count, nor does what
 * {@code evolve} does.
 */
final class Shape {

  private static final int BYTES = 16;

  private final StringBuilder described = new StringBuilder();
  private final Set<Class<?>> seen = new HashSet<>();

  private Shape() {}

  /**
   * @param version which the author raises when states of the same form mean something else
   */
  static String of(Class<?> state, int version) {
    Shape shape = new Shape();
    shape.describe(state);
    byte[] hash = Sha256.create().digest(shape.described.toString().getBytes(UTF_8));
    return version + "-" + HexFormat.of().formatHex(hash, 0, BYTES);
  }

  private void describe(Type type) {
    if (type instanceof Class<?> plain) {
      describe(plain);
    } else if (type instanceof ParameterizedType generic) {
      describe(generic.getRawType());
      described.append('<');
      Arrays.stream(generic.getActualTypeArguments()).forEach(this::describe);
      described.append('>');
    } else if (type instanceof GenericArrayType array) {
      described.append('[');
      describe(array.getGenericComponentType());
    } else {
      described.append(type.getTypeName()).append(';');
    }
  }

  private void describe(Class<?> type) {
    if (type.isArray()) {
      described.append('[');
      describe(type.getComponentType());
    } else if (type.isEnum()) {
      described.append(Arrays.toString(type.getEnumConstants()));
    } else if (type.isRecord() || type.isSealed()) {
      describeOnce(type);
    } else {
      described.append(type.getName()).append(';');
    }
  }

  private void describeOnce(Class<?> type) {
    if (!seen.add(type)) {
      described.append('^').append(type.getSimpleName()).append(';');
      return;
    }
    described.append('{');
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        described.append(component.getName()).append(':');
        describe(component.getGenericType());
      }
    } else {
      Arrays.stream(type.getPermittedSubclasses()).forEach(this::describe);
    }
    described.append('}');
  }
}
