/** Admission to open libraries in the hours without staff (docs/circulation.md). */
@NullMarked
package org.samling.operations.admission;

import org.jspecify.annotations.NullMarked;
