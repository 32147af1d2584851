/** Endpoints that append. Internal: not an API. */
package io.tidings.gateway.write;
