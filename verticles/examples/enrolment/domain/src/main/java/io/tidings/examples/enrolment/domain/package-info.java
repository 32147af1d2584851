/** Which student attends which course: rules about both, so neither is a boundary by itself. */
package io.tidings.examples.enrolment.domain;
