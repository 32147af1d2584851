/** Given, when, then for what a domain decides and how it goes on: without Vert.x and the log. */
package io.tidings.testing.scenarios;
