/** The format of the log: lines with the request that they belong to, as text or as JSON. */
@NullMarked
package org.samling.server.logging;

import org.jspecify.annotations.NullMarked;
