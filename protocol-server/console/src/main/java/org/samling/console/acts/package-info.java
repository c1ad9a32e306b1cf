/** The activity log of staff. */
@NullMarked
package org.samling.console.acts;

import org.jspecify.annotations.NullMarked;
