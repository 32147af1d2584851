package io.tidings;

import io.tidings.model.EventFamily;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One handler of a consumer.
 *
 * @param name for people who read dead letters
 */
record Route(String name, Function<ConsumerContext, Future<?>> handler) {

  /** To a handler of everything. */
  static Route to(Function<ConsumerContext, Future<?>> handler) {
    return new Route(nameOf(handler), handler);
  }

  /**
   * To a handler of one type.
   *
   * @param declared as its author wrote it
   */
  static <E extends Record> Route to(
      Class<E> type, Object declared, BiFunction<E, ConsumerContext, Future<?>> handler) {
    return new Route(nameOf(declared), context -> handler.apply(context.as(type), context));
  }

  /** To a handler that is called with each part of an event of the family. */
  static <E> Route to(
      EventFamily<E> family, BiFunction<? super E, ConsumerContext, Future<?>> handler) {
    return new Route(nameOf(handler), context -> inOrder(context.as(family), 0, handler, context));
  }

  private static <E> Future<?> inOrder(
      List<E> parts,
      int at,
      BiFunction<? super E, ConsumerContext, Future<?>> handler,
      ConsumerContext context) {
    if (at == parts.size()) {
      return Future.succeededFuture();
    }
    Future<?> part = handler.apply(parts.get(at), context);
    return at == parts.size() - 1
        ? part
        : part.compose(done -> inOrder(parts, at + 1, handler, context));
  }

  /** The class that a lambda stands in. */
  private static String nameOf(Object handler) {
    return handler.getClass().getName().replaceFirst("\\$\\$Lambda.*", "");
  }
}
