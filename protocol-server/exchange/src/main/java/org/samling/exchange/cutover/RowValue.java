package org.samling.exchange.cutover;

/**
 * What a row says, with its position.
 *
 * @param line the line, from 1; in JSON the number of the object
 * @param value what it says
 */
record RowValue<T>(String file, long line, T value) {}
