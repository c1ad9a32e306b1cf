/** Items and issues of periodicals: bought, received, counted, moved, weeded. */
@NullMarked
package org.samling.cli.stock;

import org.jspecify.annotations.NullMarked;
