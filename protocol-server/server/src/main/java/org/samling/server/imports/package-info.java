/**
 * The ways in for files of bibliographic records, beside the command: watched folders
 * (docs/import.md). What an import does is the routes' and the core's to say.
 */
@NullMarked
package org.samling.server.imports;

import org.jspecify.annotations.NullMarked;
