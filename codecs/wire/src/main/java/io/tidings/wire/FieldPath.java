package io.tidings.wire;

import com.fasterxml.jackson.databind.JsonMappingException;

/** Where in a record something went wrong: {@code items[2].price}. */
final class FieldPath {

  private FieldPath() {}

  static String of(JsonMappingException failure) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : failure.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }
}
