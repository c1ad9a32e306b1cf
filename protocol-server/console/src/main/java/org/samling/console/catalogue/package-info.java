/** The catalogue: searching it, its records and their items, and changing both. */
@NullMarked
package org.samling.console.catalogue;

import org.jspecify.annotations.NullMarked;
