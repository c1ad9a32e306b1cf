/** What becomes of interlibrary requests, without a store. */
@NullMarked
package org.samling.core.ill;

import org.jspecify.annotations.NullMarked;
