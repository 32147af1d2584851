package io.tidings.log.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
@DisplayNameGeneration(ReplaceUnderscores.class)
class LastingTest {

  private final Vertx vertx = Vertx.vertx();
  private final AtomicReference<Message<String>> asked = new AtomicReference<>();
  private final Promise<Context> answered = Promise.promise();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @ParameterizedTest
  @EnumSource(names = {"EVENT_LOOP", "WORKER"})
  void N2_an_answer_comes_while_the_verticle_that_asked_is_undeployed(ThreadingModel model) {
    vertx.eventBus().<String>consumer("slow", asked::set).completion().await();
    Asking asking = new Asking();
    String deployed =
        vertx.deployVerticle(asking, new DeploymentOptions().setThreadingModel(model)).await();
    await().until(() -> asked.get() != null);

    Future<Void> leaving = vertx.undeploy(deployed);
    await().until(() -> asking.leaving);
    asked.get().reply("at last");

    leaving.await();
    assertThat(answered.future().result()).isSameAs(asking.own());
  }

  /** Asks at once, and lets nobody take it away before it has been answered. */
  private final class Asking extends VerticleBase {

    private volatile boolean leaving;

    Context own() {
      return context;
    }

    @Override
    public Future<?> start() {
      new Lasting(vertx)
          .call(() -> vertx.eventBus().request("slow", "please"))
          .onSuccess(answer -> answered.complete(Vertx.currentContext()));
      ((ContextInternal) context)
          .closeFuture()
          .add(
              left -> {
                leaving = true;
                answered.future().<Void>mapEmpty().onComplete(left);
              });
      return Future.succeededFuture();
    }
  }
}
