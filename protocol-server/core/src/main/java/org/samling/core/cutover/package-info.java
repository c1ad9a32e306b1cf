/** What a move from another system into the store asks of it, many things at once. */
@NullMarked
package org.samling.core.cutover;

import org.jspecify.annotations.NullMarked;
