/** Consumers over HTTP: administration, and pulling. Internal: not an API. */
package io.tidings.gateway.consumers;
