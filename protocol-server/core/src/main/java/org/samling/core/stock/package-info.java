/**
 * Management of the collection: stock counts, weeding, and periodicals with their expected issues.
 * Imports nothing but the JDK, JSpecify and the core.
 */
@NullMarked
package org.samling.core.stock;

import org.jspecify.annotations.NullMarked;
