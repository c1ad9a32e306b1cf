/** The outcomes of commands, as returned to the caller and as stored under the command's key. */
@NullMarked
package org.samling.core.circulation.outcome;

import org.jspecify.annotations.NullMarked;
