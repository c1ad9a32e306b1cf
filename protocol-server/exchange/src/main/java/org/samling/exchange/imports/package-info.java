/**
 * What belongs to imports beside the command: watched folders, and files that say where records
 * describe their items (docs/import.md). What an import does is the routes' and the core's to say.
 */
@NullMarked
package org.samling.exchange.imports;

import org.jspecify.annotations.NullMarked;
