package io.tidings.log.postgres;

import io.tidings.model.Data;

/** The forms of data as the column {@code form} has them. */
final class Forms {

  private Forms() {}

  static String letter(Data.Form form) {
    return switch (form) {
      case JSON -> "j";
      case TEXT -> "t";
      case BINARY -> "b";
    };
  }

  static Data.Form form(String letter) {
    return switch (letter) {
      case "j" -> Data.Form.JSON;
      case "t" -> Data.Form.TEXT;
      case "b" -> Data.Form.BINARY;
      default -> throw new IllegalArgumentException("no form of data: " + letter);
    };
  }
}
