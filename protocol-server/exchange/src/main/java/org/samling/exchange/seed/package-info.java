/**
 * Loads a library from YAML files: tenants and their settings, records, items, patrons, accounts,
 * open loans, holds and fees. The format is in docs/seed.md.
 *
 * <p>Reaches the store through the core's ports only, and imports nothing of the adapters or the
 * protocols.
 */
@NullMarked
package org.samling.exchange.seed;

import org.jspecify.annotations.NullMarked;
