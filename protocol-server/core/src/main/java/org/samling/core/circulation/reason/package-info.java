/** Why something is done or refused: the rules that were looked at, and what they found. */
@NullMarked
package org.samling.core.circulation.reason;

import org.jspecify.annotations.NullMarked;
