/** SIP2 clients: a kiosk for the command line, and what finds the faults of others. */
@NullMarked
package org.samling.cli.access;

import org.jspecify.annotations.NullMarked;
