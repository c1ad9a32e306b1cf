package org.samling.exchange.cutover;

/**
 * What a row says, with where it stands.
 *
 * @param line the line, from 1; in JSON which object it is
 * @param value what it says
 */
record Located<T>(String file, long line, T value) {}
