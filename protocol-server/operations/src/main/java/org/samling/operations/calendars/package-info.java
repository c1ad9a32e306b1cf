/** When branches are open. */
@NullMarked
package org.samling.operations.calendars;

import org.jspecify.annotations.NullMarked;
