/** What tests of programs on Tidings need beside the scenarios of their domain. */
package io.tidings.testing;
