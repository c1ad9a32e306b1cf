/** Tests of the command line. */
@NullMarked
package org.samling.server.cli;

import org.jspecify.annotations.NullMarked;
