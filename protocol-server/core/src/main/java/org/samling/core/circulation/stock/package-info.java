/** Items: registered, changed, moved, counted, weeded. */
@NullMarked
package org.samling.core.circulation.stock;

import org.jspecify.annotations.NullMarked;
