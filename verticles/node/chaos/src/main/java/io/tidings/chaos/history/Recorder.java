package io.tidings.chaos.history;

/** Takes entries of a history, from any thread, in any order of time. */
@FunctionalInterface
public interface Recorder {

  void write(Entry entry);
}
