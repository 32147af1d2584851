/** Appends that are to be recorded later: what they are asked for with, and kept in. */
package io.tidings.log.schedule;
