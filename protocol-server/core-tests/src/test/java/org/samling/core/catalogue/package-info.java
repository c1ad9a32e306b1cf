/** Records and what is shown of them. */
@NullMarked
package org.samling.core.catalogue;

import org.jspecify.annotations.NullMarked;
