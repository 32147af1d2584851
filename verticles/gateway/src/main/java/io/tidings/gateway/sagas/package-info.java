/** Where sagas are, as their streams tell. */
package io.tidings.gateway.sagas;
