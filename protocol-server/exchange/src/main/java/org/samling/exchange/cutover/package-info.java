/**
 * Migrates a library from another system: reads its exports by a mapping, checks and loads them,
 * and compares the store with them.
 */
@NullMarked
package org.samling.exchange.cutover;

import org.jspecify.annotations.NullMarked;
