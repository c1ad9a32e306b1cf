/** Requests between libraries for what one of them has and the other wants (docs/ill.md). */
@NullMarked
package org.samling.operations.ill;

import org.jspecify.annotations.NullMarked;
