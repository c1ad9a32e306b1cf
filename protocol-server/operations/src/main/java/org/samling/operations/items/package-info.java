/** Items and titles: where they are, who waits for them, and what is done to an item. */
@NullMarked
package org.samling.operations.items;

import org.jspecify.annotations.NullMarked;
