/**
 * A copy of a committed index on its way from one node to another: the snapshot that is read, the
 * stream that it travels as, and what is received until it is whole.
 *
 * <p>Imports Lucene and the JDK; knows neither the catalogue nor who carries the stream.
 */
@NullMarked
package org.samling.search.copy;

import org.jspecify.annotations.NullMarked;
