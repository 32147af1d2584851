package io.tidings.launcher;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/** What verticles print. */
final class StandardOutput {

  private StandardOutput() {}

  /** Without a locale, as in most containers, Java would print a question mark for any accent. */
  static void asUtf8WithoutLocale() {
    String encoding =
        System.getProperty("stdout.encoding", System.getProperty("native.encoding", "UTF-8"));
    if (Charset.isSupported(encoding) && Charset.forName(encoding).equals(US_ASCII)) {
      System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8));
    }
  }
}
