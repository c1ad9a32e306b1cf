/**
 * Imports apart from the command: watched folders, and files that say where records describe their
 * items (docs/import.md). What an import does is up to the routes and the core.
 */
@NullMarked
package org.samling.exchange.imports;

import org.jspecify.annotations.NullMarked;
