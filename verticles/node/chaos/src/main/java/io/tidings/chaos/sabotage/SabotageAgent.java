package io.tidings.chaos.sabotage;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;

import io.tidings.chaos.process.AgentJar;
import io.tidings.log.EventLog;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.vertx.core.Future;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.Locale;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** Changes classes of a node as they are loaded. */
public final class SabotageAgent {

  private SabotageAgent() {}

  static String option(Path directory, Breakage breakage) {
    return AgentJar.option(
        directory,
        SabotageAgent.class,
        breakage.name().toLowerCase(Locale.ROOT),
        AgentBuilder.class);
  }

  public static void premain(String breakage, Instrumentation instrumentation) {
    switch (Breakage.valueOf(breakage.toUpperCase(Locale.ROOT))) {
      case EARLY ->
          install(instrumentation, "io.tidings.node.MeteredLog", isConstructor(), Early.class);
      case UNREPAIRED ->
          install(
              instrumentation, "io.tidings.log.bus.BusEventLog", named("read"), Unrepaired.class);
      default -> throw new IllegalArgumentException(breakage + " is broken in the database");
    }
  }

  private static void install(
      Instrumentation instrumentation,
      String type,
      ElementMatcher<? super MethodDescription> method,
      Class<?> advice) {
    new AgentBuilder.Default()
        .type(named(type))
        .transform(
            (builder, description, loader, module, domain) ->
                builder.visit(Advice.to(advice).on(method)))
        .with(AgentBuilder.Listener.StreamWriting.toSystemError().withErrorsOnly())
        .installOn(instrumentation);
  }

  /** Of the constructor that takes the log of the persistence verticle. */
  static final class Early {

    private Early() {}

    @Advice.OnMethodEnter
    static void enter(@Advice.Argument(value = 0, readOnly = false) EventLog log) {
      log = new EarlyLog(log);
    }
  }

  /** Of the method by which readers read on from where they are. */
  static final class Unrepaired {

    private Unrepaired() {}

    @Advice.OnMethodExit
    static void exit(
        @Advice.Argument(0) Query query, @Advice.Return(readOnly = false) Future<Page> page) {
      page = ForgetfulReads.forget(query, page);
    }
  }
}
