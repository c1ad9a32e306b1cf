/** What files say of imports: where records describe their items. */
@NullMarked
package org.samling.server.imports;

import org.jspecify.annotations.NullMarked;
