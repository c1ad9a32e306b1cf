/** Tests of recordings, and of how two servers' replies are compared. */
@NullMarked
package org.samling.sip2.shadow;

import org.jspecify.annotations.NullMarked;
