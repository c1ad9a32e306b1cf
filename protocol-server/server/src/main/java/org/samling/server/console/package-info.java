/**
 * What the console asks the running server for: who is connected, profiles, the wire log, and a
 * machine to try.
 */
@NullMarked
package org.samling.server.console;

import org.jspecify.annotations.NullMarked;
