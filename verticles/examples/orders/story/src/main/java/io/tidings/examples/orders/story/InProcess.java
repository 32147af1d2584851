package io.tidings.examples.orders.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidings.Tidings;
import io.tidings.examples.orders.checkout.CheckoutVerticle;
import io.tidings.examples.orders.inventory.InventoryVerticle;
import io.tidings.examples.orders.mail.MailVerticle;
import io.tidings.examples.orders.payment.PaymentVerticle;
import io.vertx.core.VerticleBase;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.List;

/** All the verticles in one process: no cluster, no database. */
public final class InProcess {

  private InProcess() {}

  public static void main(String[] arguments) {
    // The story alone, unless somebody wants to know more.
    System.setProperty("TIDINGS_LOG_LEVEL", System.getProperty("TIDINGS_LOG_LEVEL", "WARN"));
    // Whatever the locale: the verticles print arrows.
    System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8));
    Tidings tidings = Tidings.inProcess();
    try {
      for (VerticleBase verticle : verticles(tidings)) {
        tidings.vertx().deployVerticle(verticle).await();
      }
      tidings.settled().await();
    } finally {
      tidings.close().await();
    }
  }

  /** Who reacts comes before who begins, since live subscriptions begin when they are made. */
  private static List<VerticleBase> verticles(Tidings tidings) {
    return List.of(
        new PaymentVerticle(tidings),
        new InventoryVerticle(tidings),
        new MailVerticle(tidings),
        new CheckoutVerticle(tidings));
  }
}
