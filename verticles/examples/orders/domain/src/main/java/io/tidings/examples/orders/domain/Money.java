package io.tidings.examples.orders.domain;

import java.math.BigDecimal;

/** An amount in a currency by its ISO 4217 code. */
public record Money(BigDecimal amount, String currency) {

  public static Money of(String amount, String currency) {
    return new Money(new BigDecimal(amount), currency);
  }

  @Override
  public String toString() {
    return amount.toPlainString() + " " + currency;
  }
}
