/** The list of all families. */
@NullMarked
package org.samling.operations.families;

import org.jspecify.annotations.NullMarked;
