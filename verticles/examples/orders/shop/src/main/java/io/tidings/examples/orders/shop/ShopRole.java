package io.tidings.examples.orders.shop;

import io.tidings.config.Setting;
import io.tidings.examples.orders.domain.Fulfilment.Patience;
import io.tidings.launcher.Node;
import io.tidings.launcher.Role;
import io.tidings.launcher.Started;
import io.vertx.core.Future;
import java.time.Duration;

/** The shop on a node, with its settings: {@code --shop.payment 10m}. */
public final class ShopRole implements Role<ShopRole.ShopConfig> {

  /** How patient the shop is. */
  public record ShopConfig(
      @Setting(value = "30m", help = "How long a customer may take to pay.") Duration payment,
      @Setting(value = "3d", help = "How long a parcel may take to leave.") Duration dispatch) {}

  @Override
  public String name() {
    return "shop";
  }

  @Override
  public Class<ShopConfig> settings() {
    return ShopConfig.class;
  }

  @Override
  public Future<Started> start(Node node, ShopConfig settings) {
    Patience patience = new Patience(settings.payment(), settings.dispatch());
    return node.vertx()
        .deployVerticle(new ShopVerticle(node.tidings().as("/shop"), patience))
        .map(id -> Started.inside(() -> node.vertx().undeploy(id)));
  }
}
