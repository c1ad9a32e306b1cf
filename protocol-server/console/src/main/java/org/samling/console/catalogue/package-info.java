/** The catalogue: searching it, viewing and editing records and items. */
@NullMarked
package org.samling.console.catalogue;

import org.jspecify.annotations.NullMarked;
