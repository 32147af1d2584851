/**
 * What every endpoint shares: problems, admission, connections, negotiation. Internal: not an API.
 */
package io.tidings.gateway.http;
