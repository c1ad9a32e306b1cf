/** What the calendar says, without a store. */
@NullMarked
package org.samling.core.organisation;

import org.jspecify.annotations.NullMarked;
