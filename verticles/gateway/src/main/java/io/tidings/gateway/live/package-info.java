/** Server-sent events. Internal: not an API. */
package io.tidings.gateway.live;
