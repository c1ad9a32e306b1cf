/** Interlibrary loans: requests, messages, borrowed items. */
@NullMarked
package org.samling.postgres.ill;

import org.jspecify.annotations.NullMarked;
