/**
 * Searching the catalogue: the query tree into which every protocol's searches are translated, and
 * the ports of the index.
 *
 * <p>Imports the JDK and JSpecify only.
 */
@NullMarked
package org.samling.core.search;

import org.jspecify.annotations.NullMarked;
