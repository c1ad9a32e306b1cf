/** A machine in the browser: SIP2 messages to a sandbox tenant, and what is answered, explained. */
@NullMarked
package org.samling.console.trial;

import org.jspecify.annotations.NullMarked;
