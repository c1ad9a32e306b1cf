/** The catalogue: searching it, and why its records stand where they stand. */
@NullMarked
package org.samling.operations.catalogue;

import org.jspecify.annotations.NullMarked;
