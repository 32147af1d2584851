package io.tidings.launcher;

/** The command line cannot be understood, or names what is not there. */
final class UsageException extends RuntimeException {

  UsageException(String message) {
    super(message);
  }

  UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
