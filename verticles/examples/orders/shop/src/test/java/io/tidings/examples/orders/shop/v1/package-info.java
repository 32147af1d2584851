/** The first version of the shop, as far as it takes to read its log as it did. */
package io.tidings.examples.orders.shop.v1;
