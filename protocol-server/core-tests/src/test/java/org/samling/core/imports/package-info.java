/** What imports do, without a store. */
@NullMarked
package org.samling.core.imports;

import org.jspecify.annotations.NullMarked;
