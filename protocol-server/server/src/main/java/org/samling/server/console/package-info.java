/**
 * What the console asks the running server for: who is connected, profiles, the wire log, a machine
 * to try, files of records, queries in CQL, and other libraries' catalogues.
 */
@NullMarked
package org.samling.server.console;

import org.jspecify.annotations.NullMarked;
