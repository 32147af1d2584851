/** Commands over HTTP. */
package io.tidings.gateway.commands;
