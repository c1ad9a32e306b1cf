/** What kiosks did while the line was down, recorded afterwards at its own time. */
@NullMarked
package org.samling.core.circulation.offline;

import org.jspecify.annotations.NullMarked;
