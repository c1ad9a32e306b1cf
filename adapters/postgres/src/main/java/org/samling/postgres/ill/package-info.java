/** Interlibrary loans: requests, messages, items of others. */
@NullMarked
package org.samling.postgres.ill;

import org.jspecify.annotations.NullMarked;
