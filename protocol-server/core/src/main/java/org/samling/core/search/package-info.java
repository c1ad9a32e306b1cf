/**
 * Searching the catalogue: the one query tree that every protocol's searches are turned into, and
 * the ports of the index.
 *
 * <p>Imports the JDK and JSpecify only.
 */
@NullMarked
package org.samling.core.search;

import org.jspecify.annotations.NullMarked;
