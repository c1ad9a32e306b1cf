/** Tests of the console, by HTTP and by a browser. */
@NullMarked
package org.samling.server.console;

import org.jspecify.annotations.NullMarked;
