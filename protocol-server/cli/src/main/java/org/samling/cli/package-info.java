/**
 * The command line: one class a command. Prints for people; exits with 0 when done, 1 when it
 * failed, 2 when it was used wrongly.
 */
@NullMarked
package org.samling.cli;

import org.jspecify.annotations.NullMarked;
