package io.tidings.log.embedded;

/**
 * The embedded PostgreSQL could not be had. The message is meant for whoever runs the node: it says
 * what stands in the way, where, and what to do next. It never contains the password.
 */
public final class EmbeddedPostgresException extends RuntimeException {

  /** What stood in the way; the message says what to do about it. */
  public enum Reason {
    /** No binaries for this operating system and processor on the class path. */
    UNSUPPORTED_PLATFORM,
    /** Another live process owns the directory. Nothing was changed. */
    DIRECTORY_IN_USE,
    /** The data were written by another major version. Nothing was changed. */
    VERSION_MISMATCH,
    /** A file, a directory or another user's identity is out of this process's reach. */
    NOT_PERMITTED,
    /** The server did not start, or a command before it failed. Starting again may help. */
    FAILED
  }

  private final Reason reason;

  EmbeddedPostgresException(Reason reason, String message) {
    this(reason, message, null);
  }

  EmbeddedPostgresException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
