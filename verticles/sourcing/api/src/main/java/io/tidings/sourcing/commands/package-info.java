/** Commands on their way to deciders, wherever these run. */
package io.tidings.sourcing.commands;
