package io.tidings.benchmarks;

import io.tidings.model.Frame;
import io.tidings.wire.Messages;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.List;

/** The second JVM of {@link Frames}: sends messages as fast as the receiver confirms them. */
final class FramesSender {

  private final Vertx vertx;
  private final List<Frame> frames = new ArrayList<>();
  private final List<Buffer> buffers = new ArrayList<>();
  private List<?> messages;
  private Message<String> task;
  private long wanted;
  private long sent;
  private long seen;

  private FramesSender(Vertx vertx) {
    this.vertx = vertx;
    for (int i = 0; i < Pair.DIFFERENT_FRAMES; i++) {
      Frame frame =
          new Frame(Samples.recorded(1 + (long) i * Pair.FRAME_EVENTS, Pair.FRAME_EVENTS));
      frames.add(frame);
      buffers.add(Buffer.buffer(Messages.write(frame)));
    }
  }

  public static void main(String[] arguments) throws Exception {
    ChildJvm.endWithParent();
    Vertx vertx = Pair.join(arguments[0], arguments[1]);
    FramesSender sender = new FramesSender(vertx);
    vertx.runOnContext(
        go -> {
          vertx.eventBus().consumer(Pair.SEEN, sender::seen);
          vertx
              .eventBus()
              .consumer(Pair.TASK, sender::begin)
              .completion()
              .onSuccess(ready -> System.out.println("ready"));
        });
  }

  /** "frames 1000" or "buffers 1000"; answered when all have been seen. */
  private void begin(Message<String> task) {
    String[] words = task.body().split(" ");
    this.task = task;
    messages = words[0].equals("frames") ? frames : buffers;
    wanted = Long.parseLong(words[1]);
    sent = 0;
    seen = 0;
    send();
  }

  private void seen(Message<Long> message) {
    seen = message.body();
    send();
    if (seen == wanted) {
      task.reply(seen);
    }
  }

  private void send() {
    while (sent < wanted && sent - seen < Pair.WINDOW) {
      vertx.eventBus().send(Pair.FRAMES, messages.get((int) (sent++ % messages.size())));
    }
  }
}
