package io.tidings.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Shows a component of an event's record as an extension attribute of the event too, as text: what
 * a {@link Boundary} or a reader without the payload's schema can ask for. A component that is null
 * gives no attribute, and one whose text is longer than {@value Criterion#MAX_VALUE_BYTES} bytes
 * one that no boundary finds. Events that were recorded before the component had this annotation do
 * not show it, and stay out of boundaries that name it.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Attribute {

  /**
   * The name: lower-case letters and digits, {@code course}; none of {@link Extensions#TECHNICAL}.
   */
  String value();
}
