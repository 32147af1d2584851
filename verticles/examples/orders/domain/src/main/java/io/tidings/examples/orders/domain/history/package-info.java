/**
 * Events as they once were: no version of the shop writes them any more, every version reads them.
 */
package io.tidings.examples.orders.domain.history;
