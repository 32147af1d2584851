/** {@code /v1/scheduled}: appends that are to be recorded later. */
package io.tidings.gateway.schedule;
