/**
 * A shop: orders, payments and shipments each decide for themselves, and the fulfilment saga brings
 * them together.
 */
package io.tidings.examples.orders.domain;
