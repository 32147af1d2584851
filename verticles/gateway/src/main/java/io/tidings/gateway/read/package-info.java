/** Endpoints that read pages. Internal: not an API. */
package io.tidings.gateway.read;
