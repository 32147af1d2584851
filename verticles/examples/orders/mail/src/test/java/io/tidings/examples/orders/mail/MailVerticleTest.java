package io.tidings.examples.orders.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.Tidings;
import io.tidings.examples.orders.events.ConfirmationMailed;
import io.tidings.examples.orders.events.StockReserved;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MailVerticleTest {

  private final Tidings tidings = Tidings.inProcess();

  @AfterEach
  void close() {
    tidings.close().await();
  }

  @Test
  void a_customer_whose_goods_are_reserved_gets_a_mail() {
    List<ConfirmationMailed> mails = new CopyOnWriteArrayList<>();
    tidings.on(ConfirmationMailed.class, (mailed, event) -> mails.add(mailed)).await();
    tidings.vertx().deployVerticle(new MailVerticle(tidings)).await();

    tidings.to("order-A123").publish(new StockReserved("A123", "C456")).await();
    tidings.settled().await();

    assertThat(mails).containsExactly(new ConfirmationMailed("A123", "C456"));
  }
}
