/** The facts on which a batch of commands is decided, as the preceding decisions have left them. */
@NullMarked
package org.samling.core.circulation.context;

import org.jspecify.annotations.NullMarked;
