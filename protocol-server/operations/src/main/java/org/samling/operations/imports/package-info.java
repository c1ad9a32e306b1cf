/** Imports into the catalogue: files are sent in, watched and undone (docs/import.md). */
@NullMarked
package org.samling.operations.imports;

import org.jspecify.annotations.NullMarked;
