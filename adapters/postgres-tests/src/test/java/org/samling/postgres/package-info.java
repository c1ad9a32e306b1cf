/** The store against the real PostgreSQL, through the core's ports. */
@NullMarked
package org.samling.postgres;

import org.jspecify.annotations.NullMarked;
