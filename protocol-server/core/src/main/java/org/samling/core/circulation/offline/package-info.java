/** Offline kiosk transactions, recorded afterwards with the time at which they were made. */
@NullMarked
package org.samling.core.circulation.offline;

import org.jspecify.annotations.NullMarked;
