package io.tidings.gateway.consumers;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Constants as words with dashes: {@code dead-letter}. */
final class Words {

  private Words() {}

  static String write(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The constant of that word.
   *
   * @param refusal of another word, by what is wrong with it
   */
  static <E extends Enum<E>> E read(
      Class<E> type, String word, Function<String, RuntimeException> refusal) {
    for (E constant : type.getEnumConstants()) {
      if (write(constant).equals(word)) {
        return constant;
      }
    }
    String all =
        Arrays.stream(type.getEnumConstants()).map(Words::write).collect(Collectors.joining(", "));
    throw refusal.apply("is '" + word + "': give one of " + all);
  }
}
