/**
 * The running server's services for the console: open connections, profiles, the wire log, trials,
 * uploads of records, queries in CQL, and other libraries' catalogues.
 */
@NullMarked
package org.samling.server.console;

import org.jspecify.annotations.NullMarked;
