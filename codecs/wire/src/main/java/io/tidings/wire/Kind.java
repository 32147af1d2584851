package io.tidings.wire;

import io.tidings.model.Frame;
import io.tidings.model.Head;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** One kind of message: its number on the wire, and how it is written and read. */
record Kind<T>(
    int number, Class<T> type, BiConsumer<WireWriter, T> writer, Function<WireReader, T> reader) {

  /** Numbers are never given twice; a kind that is dropped leaves its number unused. */
  private static final List<Kind<?>> ALL =
      List.of(
          new Kind<>(1, AppendRequest.class, AppendWire::writeRequest, AppendWire::readRequest),
          new Kind<>(2, AppendReply.class, AppendWire::writeReply, AppendWire::readReply),
          new Kind<>(3, Query.class, ReadWire::writeQuery, ReadWire::readQuery),
          new Kind<>(4, Page.class, ReadWire::writePage, ReadWire::readPage),
          new Kind<>(5, HeadRequest.class, (to, request) -> {}, from -> new HeadRequest()),
          new Kind<>(6, Head.class, ReadWire::writeHead, ReadWire::readHead),
          new Kind<>(7, Frame.class, ReadWire::writeFrame, ReadWire::readFrame),
          new Kind<>(8, RecordedEvent.class, EventWire::write, EventWire::readRecorded),
          new Kind<>(9, Refusal.class, ReadWire::writeRefusal, ReadWire::readRefusal),
          new Kind<>(10, Call.class, CallWire::writeCall, CallWire::readCall),
          new Kind<>(11, Answer.class, CallWire::writeAnswer, CallWire::readAnswer),
          new Kind<>(12, CommandRequest.class, CommandWire::writeRequest, CommandWire::readRequest),
          new Kind<>(13, CommandReply.class, CommandWire::writeReply, CommandWire::readReply));

  private static final Map<Class<?>, Kind<?>> BY_TYPE = new HashMap<>();
  private static final Map<Integer, Kind<?>> BY_NUMBER = new HashMap<>();

  static {
    for (Kind<?> kind : ALL) {
      BY_TYPE.put(kind.type(), kind);
      BY_NUMBER.put(kind.number(), kind);
    }
  }

  static boolean known(Object message) {
    return BY_TYPE.containsKey(message.getClass());
  }

  static Kind<?> of(Object message) {
    Kind<?> kind = BY_TYPE.get(message.getClass());
    if (kind == null) {
      throw new IllegalArgumentException(message.getClass() + " is no message of Tidings");
    }
    return kind;
  }

  /** Null if this version does not know the number. */
  static Kind<?> of(int number) {
    return BY_NUMBER.get(number);
  }

  void write(WireWriter to, Object message) {
    writer.accept(to, type.cast(message));
  }
}
