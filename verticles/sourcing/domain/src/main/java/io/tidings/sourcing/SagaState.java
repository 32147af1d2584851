package io.tidings.sourcing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Where the saga of one key is, after its latest step, and what that step has done. Immutable.
 *
 * @param number of the step: 1, 2, 3, …
 * @param step its name
 * @param state what the saga's author gives it
 * @param commands what this step sends, in order
 * @param undoes which of these take back what an earlier step has sent
 * @param pending time-outs that are awaited, of this step and earlier ones
 * @param cancelled time-outs that this step has cancelled
 * @param undo what a compensation would send, in the order of registration
 * @param ended whether nothing more will happen
 * @param seen how far the streams are known whose events have led here, the latest last
 */
public record SagaState<S>(
    long number,
    String step,
    S state,
    List<SagaCommand> commands,
    List<Undoes> undoes,
    List<Timeout> pending,
    List<Timeout> cancelled,
    List<Undo> undo,
    boolean ended,
    List<Cause> seen) {

  /**
   * A time-out that was set.
   *
   * @param step the number of the step that has set it; with the name it tells it from all others
   * @param after how long after that step was recorded
   * @param due null as long as that step is not recorded
   */
  public record Timeout(String name, long step, Duration after, Instant due) {

    private Timeout setAt(Instant recorded) {
      return due != null ? this : new Timeout(name, step, after, recorded.plus(after));
    }
  }

  /**
   * A command for a compensation.
   *
   * @param step the number of the step that has registered it
   * @param sent the index of the command, among those of that step, that it takes back; -1 if none
   */
  public record Undo(SagaCommand command, long step, int sent) {}

  /**
   * A command that is only to be sent if another one was not rejected.
   *
   * @param command its index among the commands of this step
   * @param step the number of the step that has sent the other
   * @param sent the index of the other among the commands of that step
   */
  public record Undoes(int command, long step, int sent) {}

  /** An event by its place: {@code version} of {@code stream}. */
  public record Cause(String stream, long version) {}

  public SagaState {
    commands = List.copyOf(commands);
    undoes = List.copyOf(undoes);
    pending = List.copyOf(pending);
    cancelled = List.copyOf(cancelled);
    undo = List.copyOf(undo);
    seen = List.copyOf(seen);
  }

  /** The same, once the log has said when the step was recorded: time-outs have due times then. */
  public SagaState<S> recordedAt(Instant time) {
    List<Timeout> set = pending.stream().map(one -> one.setAt(time)).toList();
    List<Timeout> gone = cancelled.stream().map(one -> one.setAt(time)).toList();
    return new SagaState<>(number, step, state, commands, undoes, set, gone, undo, ended, seen);
  }

  /**
   * Whether the event, or a later one of its stream, has been reacted to: events of one stream come
   * in order, so this is a repeat.
   */
  public boolean hasSeen(Cause cause) {
    return seen.stream()
        .anyMatch(one -> one.stream().equals(cause.stream()) && one.version() >= cause.version());
  }

  /** What this step has set, and not earlier ones. */
  public List<Timeout> set() {
    return pending.stream().filter(one -> one.step() == number).toList();
  }
}
