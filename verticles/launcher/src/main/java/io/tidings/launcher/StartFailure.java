package io.tidings.launcher;

import java.util.LinkedHashSet;
import java.util.Set;

/** A node that could not start; the message is one line for an operator. */
final class StartFailure extends RuntimeException {

  StartFailure(String what, Throwable cause) {
    super(what + ": " + inOneLine(cause), cause);
  }

  StartFailure(String message) {
    super(message);
  }

  /** The messages along the chain of causes; each says what the one before leaves out. */
  private static String inOneLine(Throwable failure) {
    Set<String> messages = new LinkedHashSet<>();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message == null || message.isBlank()) {
        messages.add(cause.getClass().getSimpleName());
      } else if (messages.stream().noneMatch(former -> former.contains(message))) {
        messages.add(message.lines().findFirst().orElse(message).strip());
      }
    }
    return String.join(": ", messages);
  }
}
