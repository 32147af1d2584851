package io.tidings.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name of a record on the wire and in the log. It lives apart from the class name: rename the
 * class freely, never the type.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface EventType {

  /** The event type, in the past tense: {@code orders.order-placed}. */
  String value();

  /** The schema version of the payload. Defaults to 1. */
  int version() default 1;
}
