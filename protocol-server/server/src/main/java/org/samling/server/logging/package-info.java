/** How what is logged is written: with the request that it is of, as text or as JSON. */
@NullMarked
package org.samling.server.logging;

import org.jspecify.annotations.NullMarked;
