/** Records and items: imports, exports, records fetched from other libraries, the index. */
@NullMarked
package org.samling.cli.catalogue;

import org.jspecify.annotations.NullMarked;
