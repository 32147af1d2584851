/** Health, metrics, the state of the log, the description. Internal: not an API. */
package io.tidings.gateway.ops;
