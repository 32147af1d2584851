package io.tidings.chaos.check;

/** Looks for one way in which a guarantee can have been broken. */
interface Check {

  /** Its number: {@code L3}. */
  String guarantee();

  /** What it finds, in a word or two: {@code lost}. */
  String name();

  /** Reports what the guarantees do not allow, and nothing else. */
  void judge(Evidence evidence, Report report);
}
