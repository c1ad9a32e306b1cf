/**
 * The command line: commands that need the machine, each a class, and those that ask a server,
 * which are made from the operations. Prints for people; exits with 0 when done, 1 when it failed,
 * 2 when it was used wrongly.
 */
@NullMarked
package org.samling.cli;

import org.jspecify.annotations.NullMarked;
