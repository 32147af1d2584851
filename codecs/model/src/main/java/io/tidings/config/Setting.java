package io.tidings.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one component of a configuration record: its default and its line in {@code --help}.
 *
 * <p>The launcher reads a section, say {@code gateway}, into a record every component of which
 * carries this annotation. {@code Duration requestTimeout} is then {@code gateway.request-timeout}
 * in a file and on the command line, and {@code TIDINGS_GATEWAY_REQUEST_TIMEOUT} in the
 * environment. Components are of type {@code String}, {@code int}, {@code long}, {@code double},
 * {@code boolean}, {@code Duration}, {@code Path}, an enum, {@code List<String>}, or {@code
 * Optional} of one of these but the list.
 *
 * <p>The record's compact constructor checks what one type cannot say and throws {@link
 * IllegalArgumentException}; a message that begins with the component's name ({@code "port 70000 is
 * not between 0 and 65535"}) is reported with the key and the place the value came from.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {

  /**
   * The default, written as in a file. Left empty it means: the empty text, an empty list, no value
   * for an {@code Optional}, and for every other type that the setting must be given.
   */
  String value() default "";

  /** What it does, what it trades, what its special values mean. */
  String help() default "";

  /** A password or a key: shown as {@code ***}, and never part of a message. */
  boolean secret() default false;

  /** A whole number of bytes, which may be written {@code 64KiB} or {@code 1MiB}. */
  boolean bytes() default false;

  /** A second, short name on the command line: {@code port} for {@code --port}. */
  String alias() default "";
}
