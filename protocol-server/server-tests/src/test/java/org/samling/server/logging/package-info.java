/** Tests of this package. */
@NullMarked
package org.samling.server.logging;

import org.jspecify.annotations.NullMarked;
