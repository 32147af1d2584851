package io.tidings.sourcing;

/**
 * Why a command is not carried out.
 *
 * @param code for programs, and stable: lower-case words with hyphens, {@code order-paid-already}
 * @param detail for people: what is wrong, with the values, and what to do
 */
public record Rejection(String code, String detail) {

  public Rejection {
    if (!code.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException(
          "the code of a rejection is '" + code + "': give lower-case words with hyphens");
    }
  }
}
