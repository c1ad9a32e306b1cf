/**
 * The collection as stock: counts of shelves, what could be weeded, and periodicals with the issues
 * that are expected. Imports nothing but the JDK, JSpecify and the core.
 */
@NullMarked
package org.samling.core.stock;

import org.jspecify.annotations.NullMarked;
