/** Tests of the command line. */
@NullMarked
package org.samling.cli;

import org.jspecify.annotations.NullMarked;
