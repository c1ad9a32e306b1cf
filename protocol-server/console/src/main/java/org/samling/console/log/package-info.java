/** What machines said and heard, as the wire log has it: masked, and explained field by field. */
@NullMarked
package org.samling.console.log;

import org.jspecify.annotations.NullMarked;
