/** Holds: placed, queued, targeted at items, set aside, expired. */
@NullMarked
package org.samling.core.circulation.holds;

import org.jspecify.annotations.NullMarked;
