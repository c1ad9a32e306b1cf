/** Why something is done or refused: the rules that were checked, and their results. */
@NullMarked
package org.samling.core.circulation.reason;

import org.jspecify.annotations.NullMarked;
